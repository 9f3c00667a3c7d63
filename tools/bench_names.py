"""Names and actors on one core: words a second, beside a transformer of the size CAMeL Tools uses.

    python tools/bench_names.py FILE [--rows N] [--bert-rows M]

FILE is what explore.read_articles reads. Prints words per second of finding names with the embedded engine and of
resolving them to actors, the size and load time of the model, and the words per second of a BERT-base tagger (12
layers of 768, vocabulary of 30,000, random weights: speed does not depend on them) on the first M of the same
articles in the same run. The tagger gets one piece a word and sentences of like length together, which flatters it:
real text has more pieces than words.
"""

import argparse
import os
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--rows", type=int, default=2000, help="articles (2000)")
    parser.add_argument("--bert-rows", type=int, default=20, help="articles the transformer reads (20)")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    import explore
    from explore import assets
    from explore.actors import knowledge_base
    from explore.annotation.names import link
    from explore.annotation.new_actors import find_new_actors
    from explore.doc import attach_mentions, read_docs
    from explore.engines import get_engine
    from explore.model.recogniser import FILE, recogniser

    articles = explore.read_articles(options.file).head(options.rows)
    n_words = articles["text"].str.split().str.len().sum()
    print(f"{len(articles):,} articles, {n_words:,} words")
    begin = time.process_time()
    recogniser()
    print(f"model: {len(assets.load_bytes(FILE)) / 1e6:.1f} MB, loaded in {time.process_time() - begin:.2f} s")
    engine = get_engine("embedded")
    begin = time.process_time()
    gazetteer, base = engine.gazetteer, knowledge_base()
    print(f"knowledge base: loaded in {time.process_time() - begin:.2f} s")
    begin = time.process_time()
    docs = read_docs(articles)
    chunks = [docs[k : k + 500] for k in range(0, len(docs), 500)]
    for chunk in chunks:
        attach_mentions(chunk, link(chunk, engine.find_mentions(chunk), gazetteer))
    names = n_words / (time.process_time() - begin)
    find_new_actors(docs, base, gazetteer)
    ours = n_words / (time.process_time() - begin)
    print(f"names: {names:,.0f} words/s; names and actors: {ours:,.0f} words/s")
    theirs = transformer(articles["text"].head(options.bert_rows))
    print(f"BERT-base tagger: {theirs:,.0f} words/s; ratio {ours / theirs:.0f}")


def transformer(texts):
    """Return the words per second of a BERT-base tagger, 32 sentences at a time, the longest first."""
    import torch
    from transformers import BertConfig, BertForTokenClassification

    from explore.text import split_sentences

    torch.set_num_threads(1)
    lengths = sorted((len(text[a:b].split()) for text in texts for a, b, _ in split_sentences(text)), reverse=True)
    model = BertForTokenClassification(BertConfig(vocab_size=30_000, num_labels=9)).eval()
    begin = time.process_time()
    with torch.inference_mode():
        for k in range(0, len(lengths), 32):
            batch = lengths[k : k + 32]
            width = min(batch[0] + 2, 512)  # with the marks of its two ends
            there = (torch.arange(width) < torch.tensor(batch)[:, None] + 2).long()
            model(input_ids=torch.randint(5, 30_000, (len(batch), width)), attention_mask=there)
    return sum(lengths) / (time.process_time() - begin)


if __name__ == "__main__":
    main()
