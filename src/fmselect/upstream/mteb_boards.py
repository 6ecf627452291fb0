"""MTEB's boards beside the English one: which tasks each has, in which splits and subsets.

Source of all of it: pkg:pypi/mteb@2.26.24, of benchmarks whose private tasks nobody else can run
only the public ones, as the catalog's benchmarks say. A board's score is the mean over its tasks,
a task's the mean over every subset of each of its splits.
"""

from __future__ import annotations

from typing import NamedTuple


class Run(NamedTuple):
    """What a complete run of a task has."""

    subsets: int
    """How many subsets each split has; where it is one, its name is `default`."""
    splits: tuple[str, ...]


def _run(subsets: int, *splits: str) -> Run:
    return Run(subsets, splits)


def _plain(names: str) -> dict[str, Run]:
    """Tasks with one subset of one split, `test`."""
    return dict.fromkeys(names.split(), Run(1, ("test",)))


_LENGTHS = tuple(f"test_{2**power}" for power in range(8, 16))
_SPECIALTIES = (
    "all",
    "dentistry_and_oral_health",
    "dermatology",
    "gastroenterology",
    "genetics",
    "neuroscience_and_neurology",
    "orthopedic_surgery",
    "otorhinolaryngology",
    "plastic_surgery",
    "psychiatry_and_psychology",
    "pulmonology",
)

BOARDS: dict[str, dict[str, Run]] = {
    "mteb-multilingual-v2-classification": {
        "GreekLegalCodeClassification": _run(1, "validation", "test"),
        "FinancialPhrasebankClassification": _run(1, "train"),
        "PoemSentimentClassification": _run(1, "validation", "test"),
        "TweetTopicSingleClassification": _run(1, "test_2021"),
        "FilipinoShopeeReviewsClassification": _run(1, "validation", "test"),
        "SentimentAnalysisHindi": _run(1, "train"),
        "IndonesianIdClickbaitClassification": _run(1, "train"),
        "KorSarcasmClassification": _run(1, "train"),
        "AfriSentiClassification": _run(12, "test"),
        "AmazonCounterfactualClassification": _run(4, "validation", "test"),
        "CataloniaTweetClassification": _run(2, "validation", "test"),
        "MasakhaNEWSClassification": _run(16, "test"),
        "MassiveIntentClassification": _run(51, "validation", "test"),
        "MultiHateClassification": _run(11, "test"),
        "NusaParagraphEmotionClassification": _run(10, "test"),
        "NusaX-senti": _run(12, "test"),
        "ScalaClassification": _run(4, "test"),
        "SwissJudgementClassification": _run(3, "test"),
        "NepaliNewsClassification": _run(1, "train"),
        "SinhalaNewsClassification": _run(1, "train"),
        "SiswatiNewsClassification": _run(1, "train"),
        "SwahiliNewsClassification": _run(1, "train"),
        "IsiZuluNewsClassification": _run(1, "train"),
        **_plain(
            "BulgarianStoreReviewSentimentClassfication "
            "CzechProductReviewSentimentClassification DBpediaClassification "
            "ToxicConversationsClassification EstonianValenceClassification "
            "GujaratiNewsClassification ItaCaseholdClassification "
            "KurdishSentimentClassification MacedonianTweetSentimentClassification "
            "CyrillicTurkicLangClassification IndicLangClassification "
            "NordicLangClassification OdiaNewsClassification PunjabiNewsClassification "
            "PolEmo2.0-OUT PAC CSFDSKMovieReviewSentimentClassification "
            "SlovakMovieReviewSentimentClassification DalajClassification "
            "TswanaNewsClassification"
        ),
    },
    "mteb-multilingual-v2-clustering": {
        "MasakhaNEWSClusteringS2S": _run(16, "test"),
        "SIB200ClusteringS2S": _run(197, "test"),
        "WikiClusteringP2P.v2": _run(14, "test"),
        "SwednClusteringP2P": _run(1, "summaries", "articles"),
        **_plain(
            "WikiCitiesClustering RomaniBibleClustering ArXivHierarchicalClusteringP2P "
            "ArXivHierarchicalClusteringS2S BigPatentClustering.v2 BiorxivClusteringP2P.v2 "
            "MedrxivClusteringP2P.v2 StackExchangeClustering.v2 AlloProfClusteringS2S.v2 "
            "HALClusteringS2S.v2 PlscClusteringP2P.v2 CLSClusteringP2P.v2"
        ),
    },
    "mteb-multilingual-v2-retrieval": {
        "TwitterHjerneRetrieval": _run(1, "train"),
        "HagridRetrieval": _run(1, "dev"),
        "LEMBPasskeyRetrieval": _run(1, *_LENGTHS),
        "BelebeleRetrieval": _run(376, "test"),
        "MLQARetrieval": _run(49, "validation", "test"),
        "StatcanDialogueDatasetRetrieval": _run(2, "dev", "test"),
        "WikipediaRetrievalMultilingual": _run(16, "test"),
        "CovidRetrieval": _run(1, "dev"),
        "MIRACLRetrievalHardNegatives": _run(18, "dev"),
        **_plain(
            "StackOverflowQA AILAStatutes ArguAna LegalBenchCorporateLobbying SCIDOCS SpartQA "
            "TempReasonL1 TRECCOVID WinoGrande"
        ),
    },
    "mteb-multilingual-v2-instruction-reranking": {
        **_plain(
            "Core17InstructionRetrieval News21InstructionRetrieval Robust04InstructionRetrieval"
        ),
    },
    "mteb-multilingual-v2-multilabel-classification": {
        "MultiEURLEXMultilabelClassification": _run(23, "test"),
        **_plain(
            "KorHateSpeechMLClassification MalteseNewsClassification "
            "BrazilianToxicTweetsClassification CEDRClassification"
        ),
    },
    "mteb-multilingual-v2-pair-classification": {
        "CTKFactsNLI": _run(1, "validation", "test"),
        "indonli": _run(1, "test_expert"),
        "OpusparcusPC": _run(6, "test.full", "validation.full"),
        "PawsXPairClassification": _run(7, "test", "validation"),
        "RTE3": _run(4, "test"),
        "XNLI": _run(14, "test", "validation"),
        "TERRa": _run(1, "dev"),
        **_plain("SprintDuplicateQuestions TwitterURLCorpus ArmenianParaphrasePC PpcPC"),
    },
    "mteb-multilingual-v2-reranking": {
        "WebLINXCandidatesReranking": _run(
            1, "validation", "test_iid", "test_cat", "test_geo", "test_vis", "test_web"
        ),
        "WikipediaRerankingMultilingual": _run(16, "test"),
        "T2Reranking": _run(1, "dev"),
        **_plain("AlloprofReranking VoyageMMarcoReranking RuBQReranking"),
    },
    "mteb-multilingual-v2-sts": {
        "GermanSTSBenchmark": _run(1, "validation", "test"),
        "FaroeseSTS": _run(1, "train"),
        "FinParaSTS": _run(1, "validation", "test"),
        "IndicCrosslingualSTS": _run(12, "test"),
        "SemRel24STS": _run(12, "test"),
        "STS17": _run(11, "test"),
        "STS22.v2": _run(18, "test"),
        "STSB": _run(1, "validation", "test"),
        **_plain("SICK-R STS12 STS13 STS14 STS15 STSBenchmark JSICK STSES"),
    },
    "mteb-code-v1-mean": {
        "CodeEditSearchRetrieval": _run(13, "train"),
        "CodeSearchNetCCRetrieval": _run(6, "test"),
        "CodeSearchNetRetrieval": _run(6, "test"),
        "COIRCodeSearchNetRetrieval": _run(6, "test"),
        **_plain(
            "AppsRetrieval CodeFeedbackMT CodeFeedbackST CodeTransOceanContest "
            "CodeTransOceanDL CosQA StackOverflowQA SyntheticText2SQL"
        ),
    },
    "rteb-finance-mean": {
        **_plain("FinanceBenchRetrieval HC3FinanceRetrieval FinQARetrieval"),
    },
    "rteb-law-mean": {
        **_plain("AILACasedocs AILAStatutes LegalSummarization LegalQuAD"),
    },
    "rteb-health-mean": {
        "CUREv1": _run(3, *_SPECIALTIES),
        **_plain("ChatDoctorRetrieval"),
    },
    "vidore-v3-mean": {
        "Vidore3FinanceEnRetrieval": _run(6, "test"),
        "Vidore3IndustrialRetrieval": _run(6, "test"),
        "Vidore3ComputerScienceRetrieval": _run(6, "test"),
        "Vidore3PharmaceuticalsRetrieval": _run(6, "test"),
        "Vidore3HrRetrieval": _run(6, "test"),
        "Vidore3FinanceFrRetrieval": _run(6, "test"),
        "Vidore3PhysicsRetrieval": _run(6, "test"),
        "Vidore3EnergyRetrieval": _run(6, "test"),
    },
    "longembed-mean": {
        "LEMBNeedleRetrieval": _run(1, *_LENGTHS),
        "LEMBPasskeyRetrieval": _run(1, *_LENGTHS),
        "LEMBSummScreenFDRetrieval": _run(1, "validation"),
        **_plain("LEMBNarrativeQARetrieval LEMBQMSumRetrieval LEMBWikimQARetrieval"),
    },
    "beir-mean": {
        "MSMARCO": _run(1, "dev"),
        **_plain(
            "TRECCOVID NFCorpus NQ HotpotQA FiQA2018 ArguAna Touche2020 CQADupstackRetrieval "
            "QuoraRetrieval DBPedia SCIDOCS FEVER ClimateFEVER SciFact"
        ),
    },
}
"""The catalog's benchmark -> its tasks."""
