"""Topic models: content words of passages go in, a topic for each passage and the weights of words come out.

With enough passages BERTopic groups their vectors (TF-IDF, truncated SVD, UMAP, HDBSCAN) and weighs words by class
based TF-IDF; with few, non-negative matrix factorisation (NMF) takes its place. Seeds are fixed.

References
----------
Grootendorst (2022), BERTopic: neural topic modeling with a class-based TF-IDF procedure. Lee and Seung (1999), NMF.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

SAMPLE = 12_000  # passages BERTopic is fitted on at most
SEED = 20250213


def _tfidf(documents: list[list[str]]) -> tuple[Any, np.ndarray]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    rare = 2 if len(documents) < 1000 else 5
    vectorizer = TfidfVectorizer(analyzer=_same, min_df=rare, max_df=0.5, sublinear_tf=True, max_features=30_000)
    try:
        matrix = vectorizer.fit_transform(documents)
    except ValueError:  # no word stands in two passages
        vectorizer.set_params(min_df=1, max_df=1.0)
        matrix = vectorizer.fit_transform(documents)
    return matrix, vectorizer.get_feature_names_out()


def _same(tokens: list[str]) -> list[str]:
    return tokens


def fit_nmf(documents: list[list[str]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the topic of each document, the weight of each word in each topic, and the words."""
    from sklearn.decomposition import NMF

    matrix, names = _tfidf(documents)
    k = int(min(8, max(2, len(documents) // 5), matrix.shape[1]))
    model = NMF(n_components=k, init="nndsvda", random_state=SEED, max_iter=1000, tol=1e-4)
    weights = model.fit_transform(matrix)
    assigned = np.where(weights.max(axis=1) > 0, weights.argmax(axis=1), -1)
    return assigned, model.components_, names


def fit_bertopic(documents: list[list[str]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the same as `fit_nmf`, found by BERTopic."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    matrix, _ = _tfidf(documents)
    svd = TruncatedSVD(n_components=min(100, matrix.shape[1] - 1, len(documents) - 1), random_state=SEED)
    vectors = normalize(svd.fit_transform(matrix)).astype(np.float32)
    n = len(documents)
    chosen = np.arange(n)
    if n > SAMPLE:
        chosen = np.sort(np.random.default_rng(SEED).choice(n, SAMPLE, replace=False))
    model, fitted = _fit(documents, vectors, chosen)
    assigned = np.full(n, -1)
    assigned[chosen] = fitted
    rest = np.setdiff1d(np.arange(n), chosen)
    if len(rest) and fitted.max() >= 0:
        assigned[rest] = _nearest(vectors, chosen, fitted, rest)
    names = model.vectorizer_model.get_feature_names_out()
    first = 1 if -1 in fitted else 0  # the first row is that of the outliers
    return assigned, np.asarray(model.c_tf_idf_[first:].todense()), names


def _fit(documents: list[list[str]], vectors: np.ndarray, chosen: np.ndarray) -> tuple[Any, np.ndarray]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the libraries below warn of each other's deprecations, not of our data
        from bertopic import BERTopic
        from bertopic.vectorizers import ClassTfidfTransformer
        from hdbscan import HDBSCAN
        from sklearn.feature_extraction.text import CountVectorizer
        from umap import UMAP

        n = len(chosen)
        model = BERTopic(
            # The default, "english", would delete every Arabic letter.
            language="multilingual",
            embedding_model=None,
            umap_model=UMAP(n_neighbors=min(15, n - 1), n_components=5, min_dist=0.0, metric="cosine",
                            random_state=SEED, n_jobs=1),
            hdbscan_model=HDBSCAN(min_cluster_size=max(5, n // 150), min_samples=max(2, n // 1500),
                                  core_dist_n_jobs=1),
            vectorizer_model=CountVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False),
            ctfidf_model=ClassTfidfTransformer(reduce_frequent_words=True),
            calculate_probabilities=False,
            verbose=False,
        )  # fmt: skip
        topics, _ = model.fit_transform([" ".join(documents[i]) for i in chosen], vectors[chosen])
    return model, np.asarray(topics)


def _nearest(vectors: np.ndarray, chosen: np.ndarray, fitted: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """Give each passage outside the sample the topic with the nearest centre, if it is as near as most members."""
    from sklearn.preprocessing import normalize

    k = int(fitted.max()) + 1
    centres = normalize(np.stack([vectors[chosen[fitted == topic]].mean(axis=0) for topic in range(k)]))
    limits = np.array([np.quantile(vectors[chosen[fitted == t]] @ centres[t], 0.1) for t in range(k)])
    nearness = vectors[rest] @ centres.T
    best = nearness.argmax(axis=1)
    return np.where(nearness[np.arange(len(rest)), best] >= limits[best], best, -1)
