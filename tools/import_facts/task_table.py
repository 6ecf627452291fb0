"""The sixteen tasks: judgement, written by hand. Anchors are computed in `tasks`.

A workload is that of a small product or a team; anybody's own numbers replace it. Document counts
are per month as everything is, so reranking names queries and the documents of all of them.
"""

from __future__ import annotations

Entry = dict[str, object]


def _language(
    title: str,
    why: str,
    workload: tuple[int, int, int, str],
    priorities: tuple[str, ...],
    *,
    inputs: tuple[str, ...] = ("text",),
) -> Entry:
    requests, input_tokens, output_tokens, cached = workload
    return {
        "title": title,
        "type": "language",
        "why": why,
        "input": inputs,
        "output": ("text",),
        "workload": {
            "requests": requests,
            "input_tokens": input_tokens,
            "output_tokens": output_tokens,
            "cached_input_share": cached,
        },
        "priorities": priorities,
    }


TASKS: dict[str, Entry] = {
    "chat": _language(
        "Conversation",
        "Assistants answer short questions with some history. People wait for the reply, so speed"
        " counts after quality and price. The evidence is what people prefer, which is not"
        " whether an answer is right.",
        (30_000, 1_500, 400, "0.3"),
        ("capability", "cost", "latency"),
    ),
    "reasoning": _language(
        "Reasoning",
        "Few, hard questions where a wrong answer costs more than a slow one: quality first, then"
        " price. Thinking is billed as output, so the output is long.",
        (5_000, 2_000, 4_000, "0.0"),
        ("capability", "cost"),
    ),
    "math": _language(
        "Mathematics",
        "Short problems with long derivations, billed as output. Answers can be checked, so"
        " quality leads and price follows.",
        (5_000, 800, 6_000, "0.0"),
        ("capability", "cost"),
    ),
    "writing": _language(
        "Writing",
        "Drafts and edits of text that people read. Taste is measured by preference and obedience"
        " to a brief by tests; a draft may take its time.",
        (10_000, 1_500, 1_200, "0.2"),
        ("capability", "cost"),
    ),
    "coding": _language(
        "Coding",
        "Completions, fixes and explanations inside an editor: the same files are sent again and"
        " again, so much of the input is cached, and a developer waits for the answer.",
        (50_000, 4_000, 800, "0.6"),
        ("capability", "cost", "latency"),
    ),
    "agentic-coding": _language(
        "Agentic coding",
        "An agent reads a repository, runs it and changes it in many steps, each with the whole"
        " history: long input, almost all of it cached. A failed run costs more than a dear one.",
        (40_000, 30_000, 1_000, "0.85"),
        ("capability", "cost"),
    ),
    "tool-use": _language(
        "Tool use",
        "Assistants that call functions and follow a policy over several turns. Descriptions of"
        " tools repeat and are cached, and each call adds to the wait.",
        (40_000, 5_000, 300, "0.6"),
        ("capability", "cost", "latency"),
    ),
    "long-context": _language(
        "Long context",
        "Questions about contracts, transcripts or books that are sent whole. The input dominates"
        " the bill, and room for the longest document counts beside quality.",
        (2_000, 100_000, 1_000, "0.3"),
        ("capability", "context", "cost"),
    ),
    "factuality": _language(
        "Factual accuracy",
        "Summaries and answers that must not state what the source does not. The share of invented"
        " statements leads; price follows.",
        (20_000, 3_000, 400, "0.2"),
        ("capability", "cost"),
    ),
    "multilingual": _language(
        "Languages other than English",
        "Assistants for people who do not write English. The evidence is over many languages at"
        " once: name the ones you need as a constraint and test those.",
        (30_000, 1_500, 500, "0.3"),
        ("capability", "cost", "latency"),
    ),
    "vision": _language(
        "Images as input",
        "Questions about photographs, screens, charts and scanned pages. An image is billed as"
        " about a thousand tokens of input.",
        (20_000, 1_800, 300, "0.0"),
        ("capability", "cost", "latency"),
        inputs=("text", "image"),
    ),
    "embedding": {
        "title": "Embeddings for search",
        "type": "embedding",
        "why": "Documents are turned into vectors once a change and queries all the time. Quality"
        " of retrieval leads; input is all there is to pay for.",
        "input": ("text",),
        "output": ("embedding",),
        "workload": {"documents": 100_000, "tokens_per_document": 500, "queries": 200_000},
        "priorities": ("capability", "cost"),
    },
    "reranking": {
        "title": "Reranking search results",
        "type": "reranker",
        "why": "The first fifty hits of a search are put in a better order before anybody reads"
        " them. Comparable test results are rare, so price often decides: test on your own"
        " queries.",
        "input": ("text",),
        "output": ("score",),
        "workload": {"queries": 50_000, "documents": 2_500_000, "tokens_per_document": 300},
        "priorities": ("capability", "cost"),
    },
    "image-generation": {
        "title": "Image generation",
        "type": "image-generation",
        "why": "Pictures from a description, at one megapixel. What people prefer leads; prices"
        " differ by a factor of fifty.",
        "input": ("text",),
        "output": ("image",),
        "workload": {"images": 2_000, "image_megapixels": "1"},
        "priorities": ("capability", "cost"),
    },
    "speech-to-text": {
        "title": "Transcription",
        "type": "speech-to-text",
        "why": "Recordings become text. Word errors on English sets lead; an accent, a language or"
        " a room of your own can turn the order around.",
        "input": ("audio",),
        "output": ("text",),
        "workload": {"audio_minutes": "10000"},
        "priorities": ("capability", "cost"),
    },
    "text-to-speech": {
        "title": "Speech synthesis",
        "type": "text-to-speech",
        "why": "Text is read aloud. Naturalness as people hear it leads; prices are per character"
        " or per token of audio.",
        "input": ("text",),
        "output": ("audio",),
        "workload": {"characters": 2_000_000},
        "priorities": ("capability", "cost"),
    },
}
