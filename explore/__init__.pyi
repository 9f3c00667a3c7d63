# The public names of the package, each once: type checkers read them here, and so does the package itself.
from . import charts as charts, curation as curation, measures as measures, panels as panels, tables as tables
from .actors import knowledge_base as knowledge_base
from .annotation import annotate as annotate
from .annotation.reannotate import reannotate as reannotate
from .charts import to_gexf as to_gexf, to_graphml as to_graphml
from .corpus import Corpus as Corpus
from .curation import curation_report as curation_report, read_actors as read_actors
from .errors import ExploreError as ExploreError
from .explorer import Explorer as Explorer
from .measures import (
    article_view as article_view,
    attention as attention,
    comentions as comentions,
    coverage as coverage,
    keyness as keyness,
    passages as passages,
    sentiment as sentiment,
    sourcing as sourcing,
    suggest_merges as suggest_merges,
    timeline as timeline,
    topic_shares as topic_shares,
    voices as voices,
)
from .reading import read_articles as read_articles
from .sharing import share as share

__version__: str
