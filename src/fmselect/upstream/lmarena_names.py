"""LMArena's names for models that no normalisation leads to the catalog's, each looked up once.

Found by comparing ratings of one release, digit by digit, with those the catalog has for a model.
"""

from __future__ import annotations

NAMES: dict[str, tuple[str, str | None]] = {
    "amazon-nova-experimental-chat-10-09": ("amazon/nova-experimental-chat-10-09", None),
    "amazon-nova-experimental-chat-10-20": ("amazon/nova-experimental-chat-10-20", None),
    "amazon-nova-experimental-chat-11-10": ("amazon/nova-experimental-chat-11-10", None),
    "amazon-nova-experimental-chat-12-10": ("amazon/nova-experimental-chat-12-10", None),
    "amazon-nova-experimental-chat-26-01-10": ("amazon/nova-experimental-chat-26-01-10", None),
    "amazon-nova-experimental-chat-26-02-10": ("amazon/nova-experimental-chat-26-02-10", None),
    "amazon-nova-lite-v1.0": ("amazon/nova-lite", None),
    "amazon-nova-micro-v1.0": ("amazon/nova-micro", None),
    "amazon-nova-pro-v1.0": ("amazon/nova-pro", None),
    "bagel": ("bytedance/bagel-7b-mot", None),
    "chatgpt-image-latest-high-fidelity (20251216)": (
        "openai/chatgpt-image-latest-high-fidelity-20251216",
        None,
    ),
    "command-r": ("cohere/command-r-03-2024", None),
    "command-r-plus": ("cohere/command-r-plus-04-2024", None),
    "dbrx-instruct-preview": ("databricks/dbrx-instruct", None),
    "deepseek-v4-flash-high-preview": ("deepseek/deepseek-v4-flash", "effort=high; preview"),
    "deepseek-v4-pro-high-20260813": ("deepseek/deepseek-v4-pro-0813", None),
    "deepseek-v4-pro-high-preview": ("deepseek/deepseek-v4-pro", "effort=high; preview"),
    "gpt-image-1.5-high-fidelity": ("openai/gpt-image-1.5", None),
    "grok-3-preview-02-24": ("xai/grok-3-beta", None),
    "grok-4-fast-reasoning": ("xai/grok-4-fast", "thinking"),
    "hunyuan-hy3-preview": ("tencent/hy3-preview", None),
    "hunyuan-image-3.0": ("tencent/hunyuanimage-3.0", None),
    "ibm-granite-h-small": ("ibm/granite-4.0-h-small", None),
    "ideogram-v3-quality": ("ideogram/ideogram-v3", None),
    "imagen-ultra-4.0-generate-001": ("google/imagen-4.0-ultra-generate-001", None),
    "kimi-k2.5-instant": ("moonshotai/kimi-k2.5", None),
    "llama-3.3-nemotron-49b-super-v1": ("nvidia/llama-3.3-nemotron-super-49b-v1", None),
    "mistral-medium": ("mistral/mistral-medium-2312", None),
    "nvidia-llama-3.3-nemotron-super-49b-v1.5": (
        "nvidia/llama-3.3-nemotron-super-49b-v1.5",
        None,
    ),
    "nvidia-nemotron-3-ultra-550b-a55b-nvfp4": ("nvidia/nemotron-3-ultra-550b-a55b", None),
    "nvidia-nemotron-3.5-lightning-30b-a3b-nvfp4": (
        "nvidia/nemotron-3.5-lightning-30b-a3b",
        None,
    ),
    "seedream-3": ("bytedance/seedream-3.0", None),
    "stable-diffusion-v35-large": ("stabilityai/stable-diffusion-3.5-large", None),
}
"""Their name in lower case -> our id and the setting, as the catalog writes it."""

BOARDS: dict[tuple[str, str], str] = {
    ("document_style_control", "overall"): "lmarena-document-elo",
    ("image_edit", "overall"): "lmarena-image-edit-elo",
    ("text_style_control", "chinese"): "lmarena-text-chinese-elo",
    ("text_style_control", "coding"): "lmarena-text-coding-elo",
    ("text_style_control", "creative_writing"): "lmarena-text-creative-writing-elo",
    ("text_style_control", "english"): "lmarena-text-english-elo",
    ("text_style_control", "expert"): "lmarena-text-expert-elo",
    ("text_style_control", "french"): "lmarena-text-french-elo",
    ("text_style_control", "german"): "lmarena-text-german-elo",
    ("text_style_control", "hard_prompts"): "lmarena-text-hard-prompts-elo",
    (
        "text_style_control",
        "industry_business_and_management_and_financial_operations",
    ): "lmarena-text-industry-business-finance-elo",
    (
        "text_style_control",
        "industry_entertainment_and_sports_and_media",
    ): "lmarena-text-industry-media-elo",
    (
        "text_style_control",
        "industry_legal_and_government",
    ): "lmarena-text-industry-legal-government-elo",
    (
        "text_style_control",
        "industry_life_and_physical_and_social_science",
    ): "lmarena-text-industry-science-elo",
    ("text_style_control", "industry_mathematical"): "lmarena-text-industry-mathematical-elo",
    (
        "text_style_control",
        "industry_medicine_and_healthcare",
    ): "lmarena-text-industry-healthcare-elo",
    (
        "text_style_control",
        "industry_software_and_it_services",
    ): "lmarena-text-industry-software-elo",
    (
        "text_style_control",
        "industry_writing_and_literature_and_language",
    ): "lmarena-text-industry-writing-elo",
    ("text_style_control", "instruction_following"): "lmarena-text-instruction-following-elo",
    ("text_style_control", "japanese"): "lmarena-text-japanese-elo",
    ("text_style_control", "korean"): "lmarena-text-korean-elo",
    ("text_style_control", "longer_query"): "lmarena-text-longer-query-elo",
    ("text_style_control", "math"): "lmarena-text-math-elo",
    ("text_style_control", "multi_turn"): "lmarena-text-multi-turn-elo",
    ("text_style_control", "non_english"): "lmarena-text-non-english-elo",
    ("text_style_control", "overall"): "lmarena-text-elo",
    ("text_style_control", "polish"): "lmarena-text-polish-elo",
    ("text_style_control", "russian"): "lmarena-text-russian-elo",
    ("text_style_control", "spanish"): "lmarena-text-spanish-elo",
    ("text_to_image", "overall"): "lmarena-text-to-image-elo",
    ("vision_style_control", "diagram"): "lmarena-vision-diagram-elo",
    ("vision_style_control", "ocr"): "lmarena-vision-ocr-elo",
    ("vision_style_control", "overall"): "lmarena-vision-elo",
    ("webdev", "overall"): "lmarena-webdev-elo",
}
"""Board and category -> the benchmark of the catalog; without style control it is another one."""
