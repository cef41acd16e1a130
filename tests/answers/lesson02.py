import numpy as np
from sklearn.decomposition import PCA

from facelab.matching import rank1_rate
from facelab.subspaces import eigenfaces, project


def by_small_matrix(points, k):
    mean = points.mean(axis=0)
    centred = points - mean
    _, vectors = np.linalg.eigh(centred @ centred.T)
    components = (centred.T @ vectors[:, ::-1][:, :k]).T
    return mean, components / np.linalg.norm(components, axis=1, keepdims=True)


def by_scikit_learn(points, k):
    pca = PCA(n_components=k, svd_solver="full").fit(points)
    return pca.mean_, pca.components_


def by_transposed_svd(points, k):
    mean = points.mean(axis=0, keepdims=True)
    left, _, _ = np.linalg.svd((points - mean).T, full_matrices=False)
    return [mean, -left[:, :k].T]


def svd_of(points):
    return np.linalg.svd(points - points.mean(axis=0), full_matrices=False)


def by_covariance(points, k):
    _, vectors = np.linalg.eigh(np.cov(points.T))
    return points.mean(axis=0), vectors[:, ::-1][:, :k].T


def full_matrices(points, k):
    return points.mean(axis=0), np.linalg.svd(points - points.mean(axis=0))[2][:k]


def smallest_first(points, k):
    centred = points - points.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    return points.mean(axis=0), vectors[:, :k].T


def ascending(points, k):
    mean, components = eigenfaces(points, k)
    return mean, components[::-1]


def recognise(first, second=None):
    """Return an answer that fits the eigenfaces to what `first` (and for the probes `second`) picks."""

    def answer(enrolled, enrolled_person, probe, probe_person, k):
        mean, components = eigenfaces(first(enrolled, probe), k)
        codes = project(enrolled, mean, components)
        if second is not None:
            mean, components = eigenfaces(second(enrolled, probe), k)
        return rank1_rate(codes, enrolled_person, project(probe, mean, components), probe_person)

    return answer


def recognise_with_scikit_learn(enrolled, enrolled_person, probe, probe_person, k):
    pca = PCA(k, svd_solver="full").fit(enrolled)
    return rank1_rate(pca.transform(enrolled), enrolled_person, pca.transform(probe), probe_person)


def recognise_rebuilt(enrolled, enrolled_person, probe, probe_person, k):
    """Comparing rebuilt points is the same as comparing codes: the components are orthonormal."""
    mean, components = eigenfaces(enrolled, k)
    back = [mean + project(some, mean, components) @ components for some in (enrolled, probe)]
    return rank1_rate(back[0], enrolled_person, back[1], probe_person)


def probes_not_projected(enrolled, enrolled_person, probe, probe_person, k):
    mean, components = eigenfaces(enrolled, k)
    return rank1_rate(project(enrolled, mean, components), enrolled_person, probe, probe_person)


def own_mean(enrolled, enrolled_person, probe, probe_person, k):
    mean, components = eigenfaces(enrolled, k)
    return rank1_rate(
        project(enrolled, mean, components),
        enrolled_person,
        project(probe, probe.mean(axis=0), components),
        probe_person,
    )


enrolled_only = recognise(lambda enrolled, probe: enrolled)


def k_by_loop(ks, rates, slack):
    best_rate, best_k = max(rates), None
    for k, rate in zip(ks, rates, strict=True):
        if best_rate - rate <= slack and (best_k is None or k < best_k):
            best_k = k
    return best_k


def k_by_mask(ks, rates, slack):
    return np.array(ks)[np.array(rates) >= np.max(rates) - slack].min()


def k_by_sorting(ks, rates, slack):
    return next(k for k, rate in sorted(zip(ks, rates, strict=True)) if rate >= max(rates) - slack)


def k_strict(ks, rates, slack):
    return min(k for k, rate in zip(ks, rates, strict=True) if rate > max(rates) - slack)


def k_relative(ks, rates, slack):
    return min(k for k, rate in zip(ks, rates, strict=True) if rate >= max(rates) * (1 - slack))


def k_first(ks, rates, slack):
    return next(k for k, rate in zip(ks, rates, strict=True) if rate >= max(rates) - slack)


RIGHT = {
    "2.1": [by_small_matrix, by_scikit_learn, by_transposed_svd],
    "2.2a": [
        lambda points, mean, components: (points - mean).dot(components.T),
        lambda points, mean, components: np.array([[c @ (p - mean) for c in components] for p in points]),
        lambda points, mean, components: np.einsum("nd,kd->nk", points - mean, components),
        lambda points, mean, components: points @ components.T - mean @ components.T,
        lambda points, mean, components: (components @ (points - mean).T).T,
    ],
    "2.2b": [
        lambda codes, mean, components: codes.dot(components) + mean,
        lambda codes, mean, components: np.array(
            [mean + sum(a * c for a, c in zip(x, components, strict=True)) for x in codes]
        ),
        lambda codes, mean, components: np.einsum("nk,kd->nd", codes, components) + mean[None, :],
    ],
    "2.3": [enrolled_only, recognise_with_scikit_learn, recognise_rebuilt],
    "2.P": [k_by_loop, k_by_mask, k_by_sorting],
}
WRONG = {
    "2.1": [
        (
            lambda points, k: (points.mean(axis=0), np.linalg.svd(points, full_matrices=False)[2][:k]),
            "subtract the mean",
        ),
        (lambda points, k: (points.mean(axis=0), svd_of(points)[2][:, :k]), "in columns|one for each photo|where k"),
        (lambda points, k: (points.mean(axis=0), svd_of(points)[2][:k].T), "in columns"),
        (lambda points, k: (points.mean(axis=0), svd_of(points)[0][:, :k]), "one for each photo"),
        (lambda points, k: (points.mean(axis=1), svd_of(points)[2][:k]), "along the wrong axis"),
        (lambda points, k: (points.mean(axis=0), svd_of(points)[2]), "where k = 4"),
        (
            lambda points, k: (points.mean(axis=0), svd_of(points)[1][:k, None] * svd_of(points)[2][:k]),
            "singular values",
        ),
        (lambda points, k: (points.mean(), svd_of(points)[2][:k]), "The mean should have shape"),
        (lambda points, k: svd_of(points)[2][:k], "two things"),
        (lambda points, k: (points.mean(axis=0), svd_of(points)[2][:4]), "where k = 1"),
        (smallest_first, "smallest variance"),
        (ascending, "wrong order"),
        (by_covariance, "850 megabytes"),
        (full_matrices, "850 megabytes"),
        (lambda points, k: (points[0], svd_of(points)[2][:k]), "should be the mean"),
    ],
    "2.2a": [
        (lambda points, mean, components: points @ components.T, "mean is missing"),
        (lambda points, mean, components: (points + mean) @ components.T, "you add the mean"),
        (lambda points, mean, components: (mean - points) @ components.T, "opposite sign"),
        (lambda points, mean, components: (points - points.mean(axis=0)) @ components.T, "the mean that comes"),
        (lambda points, mean, components: (points - points.mean()) @ components.T, "one number"),
        (lambda points, mean, components: components @ (points - mean).T, "on their side"),
        (lambda points, mean, components: (points - mean) @ components, "stopped.*Tables must fit"),
        (lambda points, mean, components: (points - mean) @ components.T / 255, "the numbers are not"),
    ],
    "2.2b": [
        (lambda codes, mean, components: codes @ components, "mean is missing"),
        (lambda codes, mean, components: codes @ components - mean, "you subtract the mean"),
        (lambda codes, mean, components: mean - codes @ components, "subtract the eigenfaces"),
        (lambda codes, mean, components: mean.mean() + codes @ components, "one number"),
        (lambda codes, mean, components: (codes @ components + mean).T, "on their side"),
        (lambda codes, mean, components: codes @ components.T + mean, "stopped"),
    ],
    "2.3": [
        (recognise(lambda e, p: np.vstack([e, p])), "made from the probes too"),
        (recognise(lambda e, p: e, lambda e, p: p), "twice"),
        (recognise(lambda e, p: p), "made from the probes\\."),
        (probes_not_projected, "stopped"),
        (own_mean, "own mean"),
        (lambda *data: enrolled_only(*data[:4], data[4] + 1), "k \\+ 1"),
        (lambda *data: enrolled_only(*data[:4], data[4] - 1), "k - 1"),
        (lambda *data: enrolled_only(*data[:4], 3), "right for k = 3"),
        (lambda *data: enrolled_only(*data[:4], 12), "k is not used"),
        (lambda *data: rank1_rate(*data[:4]), "codes are not compared, or k is not used"),
        (lambda *data: 100 * enrolled_only(*data), "100 times"),
        (lambda *data: 1 - enrolled_only(*data), "named wrongly"),
        (lambda *data: len(data[2]) * enrolled_only(*data), "Divide by the number"),
    ],
    "2.P": [
        (lambda ks, rates, slack: ks[int(np.argmax(rates))], "smallest k that is nearly"),
        (lambda ks, rates, slack: int(np.argmax(rates)), "position of the best"),
        (lambda ks, rates, slack: list(np.array(rates) >= max(rates) - slack).index(True), "position of k"),
        (k_strict, "exactly slack"),
        (k_relative, "not a share of the best"),
        (k_first, "neither the first"),
        (
            lambda ks, rates, slack: max(k for k, r in zip(ks, rates, strict=True) if r >= max(rates) - slack),
            "smallest k that is nearly",
        ),
        (lambda ks, rates, slack: max(rates) - slack, "you return the rate"),
        (lambda ks, rates, slack: min(ks), "far below the best"),
        (lambda ks, rates, slack: 10, "for ks ="),
    ],
}
