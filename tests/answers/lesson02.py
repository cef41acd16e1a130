"""Right and wrong answers to the exercises of lesson 2."""

import numpy as np
from sklearn.decomposition import PCA

from facelab.answers.lesson02 import choose_k, eigenface_rank1_rate, rebuild
from facelab.matching import distances, rank1_rate
from facelab.subspaces import eigenfaces, project

notebook_mean = np.full(9, 60.0)
notebook_rates = np.array([0.5, 0.75, 0.875])


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


def by_lists(points, k):
    mean = [column.mean() for column in points.T]
    directions = svd_of(points)[2]
    return mean, [list(directions[i]) for i in range(k)]


def by_loops(points, k):
    mean = np.zeros(points.shape[1])
    for point in points:
        mean += point / len(points)
    directions = svd_of(points)[2]
    return mean, np.array([directions[i] for i in range(k)])


def by_scikit_learn_as_it_comes(points, k):
    pca = PCA(n_components=k, random_state=0).fit(points)
    return pca.mean_, pca.components_


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


def last_of_eigh_in_columns(points, k):
    centred = points - points.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    return points.mean(axis=0), vectors[:k]


def small_matrix_without_lengths(points, k):
    mean = points.mean(axis=0)
    _, vectors = np.linalg.eigh((points - mean) @ (points - mean).T)
    return mean, vectors[:, ::-1][:, :k].T @ (points - mean)


def spoils_its_points(points, k):
    mean = points.mean(axis=0)
    points -= mean
    return mean, np.linalg.svd(points, full_matrices=False)[2][:k]


def project_by_loops(points, mean, components):
    codes = []
    for point in points:
        difference = point - mean
        codes.append([float(np.sum(difference * one)) for one in components])
    return codes


def rebuild_by_loops(codes, mean, components):
    points = []
    for code in codes:
        point = mean.copy()
        for number, one in zip(code, components, strict=True):
            point += number * one
        points.append(point)
    return points


def rebuild_into_the_mean(codes, mean, components):
    points = []
    for code in codes:
        mean += code @ components
        points.append(mean)
    return np.array(points)


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


def recognise_by_loop(enrolled, enrolled_person, probe, probe_person, k):
    mean, components = eigenfaces(enrolled, k)
    codes, right = project(enrolled, mean, components), 0
    for code, who in zip(project(probe, mean, components), probe_person, strict=True):
        right += enrolled_person[((codes - code) ** 2).sum(axis=1).argmin()] == who
    return right / len(probe)


def recognise_twice_the_same(enrolled, enrolled_person, probe, probe_person, k):
    """Asking for the same eigenfaces twice changes nothing, nor does the mean that is subtracted from both sets."""
    codes = project(enrolled, 0 * enrolled[0], eigenfaces(enrolled, k)[1])
    probes = project(probe, 0 * enrolled[0], eigenfaces(enrolled, k)[1])
    return np.mean(enrolled_person[distances(probes, codes).argmin(axis=1)] == probe_person)


def probes_not_projected(enrolled, enrolled_person, probe, probe_person, k):
    mean, components = eigenfaces(enrolled, k)
    return rank1_rate(project(enrolled, mean, components), enrolled_person, probe, probe_person)


def whitened(enrolled, enrolled_person, probe, probe_person, k):
    mean, components = eigenfaces(enrolled, k)
    codes, probes = project(enrolled, mean, components), project(probe, mean, components)
    return rank1_rate(codes / codes.std(axis=0), enrolled_person, probes / codes.std(axis=0), probe_person)


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


def k_by_argsort(ks, rates, slack):
    order = np.argsort(ks)
    good = rates[order] + slack >= rates.max()
    return ks[order][np.argmax(good)]


def k_by_dictionary(ks, rates, slack):
    rate_of = dict(zip(ks.tolist(), rates.tolist(), strict=True))
    return float(min(k for k in rate_of if max(rate_of.values()) - rate_of[k] <= slack))


def k_strict(ks, rates, slack):
    return min((k for k, rate in zip(ks, rates, strict=True) if rate > max(rates) - slack), default=0)


def k_first(ks, rates, slack):
    return next(k for k, rate in zip(ks, rates, strict=True) if rate >= max(rates) - slack)


def k_until_it_is_worse(ks, rates, slack):
    """Walk down from the largest k and stop at the first that is too far below the best."""
    found = None
    for k, rate in sorted(zip(ks, rates, strict=True), reverse=True):
        if rate < max(rates) - slack and found is not None:
            break
        if rate >= max(rates) - slack:
            found = k
    return found


def k_after_sorting_in_place(ks, rates, slack):
    ks.sort()
    return ks[rates >= rates.max() - slack].min()


def k_without_a_tie(ks, rates, slack):
    if slack == 0:
        return ks[rates.argmax()]
    return k_by_mask(ks, rates, slack)


def without_taking_the_mean_away(points, k):
    return points.mean(axis=0), np.linalg.svd(points, full_matrices=False)[2][:k]


def rate_with_the_probes(enrolled, enrolled_person, probe, probe_person, k):
    mean, components = eigenfaces(np.concatenate([enrolled, probe]), k)
    codes, probe_codes = project(enrolled, mean, components), project(probe, mean, components)
    return rank1_rate(codes, enrolled_person, probe_codes, probe_person)


RIGHT = {
    "2.1": [by_small_matrix, by_lists, by_transposed_svd, by_scikit_learn, by_loops],
    "2.2a": [
        lambda points, mean, components: (points - mean).dot(components.T),
        project_by_loops,
        lambda points, mean, components: np.array([[c @ (p - mean) for c in components] for p in points]),
        lambda points, mean, components: np.einsum("nd,kd->nk", points - mean, components),
        lambda points, mean, components: points @ components.T - mean @ components.T,
        lambda points, mean, components: (components @ (points - mean).T).T,
        lambda points, mean, components: [list(components @ (point - mean)) for point in points],
    ],
    "2.2b": [
        lambda codes, mean, components: codes.dot(components) + mean,
        rebuild_by_loops,
        lambda codes, mean, components: np.array(
            [mean + sum(a * c for a, c in zip(x, components, strict=True)) for x in codes]
        ),
        lambda codes, mean, components: np.einsum("nk,kd->nd", codes, components) + mean[None, :],
        lambda codes, mean, components: [(mean + code @ components).tolist() for code in codes],
    ],
    "2.3": [
        enrolled_only,
        recognise_by_loop,
        recognise_with_scikit_learn,
        recognise_rebuilt,
        recognise_twice_the_same,
    ],
    "2.P": [k_by_mask, k_by_loop, k_by_sorting, k_by_argsort, k_by_dictionary],
}
SLOW = {}
WRONG = {
    "2.1": [
        (lambda points, k: (points.mean(axis=0), svd_of(points)[2][:, :k]), "in columns|one for each photo|where k"),
        (lambda points, k: (points.mean(axis=0), svd_of(points)[2][:k].T), "in columns"),
        (lambda points, k: (points.mean(axis=0), svd_of(points)[0][:, :k]), "one for each photo|in columns"),
        (lambda points, k: (points.mean(axis=1), svd_of(points)[2][:k]), "along the wrong axis"),
        (lambda points, k: (points.mean(axis=0), svd_of(points)[2]), "directions where k = "),
        (lambda points, k: (points.mean(axis=0), svd_of(points)[2][: k + 1]), "directions where k = "),
        (lambda points, k: (points.mean(), svd_of(points)[2][:k]), "your mean is one number"),
        (lambda points, k: svd_of(points)[2][:k], "two things"),
        (lambda points, k: svd_of(points), "two things"),
        (lambda points, k: eigenfaces(points, k)[::-1], "your two results are exchanged"),
        (lambda points, k: (points.mean(axis=0), svd_of(points)[2][:3]), "directions where k = |does not use k"),
        (lambda points, k: (points.mean(axis=0), 2 * svd_of(points)[2][:k]), "not of length 1"),
        (
            lambda points, k: (points.mean(axis=0), svd_of(points)[2][:k] / svd_of(points)[1][:k, None]),
            "not of length 1",
        ),
        (small_matrix_without_lengths, "multiplied by their singular values"),
        (smallest_first, "smallest variance"),
        (last_of_eigh_in_columns, "(?i)the table of directions|mean|otherwise"),
        (by_covariance, "850 megabytes"),
        (full_matrices, "850 megabytes"),
        (by_scikit_learn_as_it_comes, "only nearly right"),
        (spoils_its_points, "changes the data"),
        (lambda points, k: (points[0], svd_of(points)[2][:k]), "the mean"),
        (lambda points, k: (np.median(points, axis=0), svd_of(points)[2][:k]), "the mean"),
        (lambda points, k: (points.mean(axis=0), np.abs(svd_of(points)[2][:k])), "table of directions"),
        (lambda points, k: (points.mean(axis=0), np.eye(points.shape[1])[:k]), "table of directions"),
        (
            lambda points, k: (notebook_mean[: points.shape[1]], svd_of(points)[2][:k]),
            "notebook_mean from the notebook",
        ),
        (lambda points, k: (points.mean(axis=0), [[1.0], [2.0, 3.0]]), "different lengths"),
        (lambda points, k: (points.mean(axis=0), np.zeros((k, points.shape[1])) * np.nan), "NaN"),
        (lambda points, k: (points.mean(axis=0), "directions"), "returns text"),
        (lambda points, k: {"mean": points.mean(axis=0), "components": svd_of(points)[2][:k]}, "two things"),
        (lambda points, k: points.sort(), "returns nothing"),
    ],
    "2.2a": [
        (lambda points, mean, components: (points - mean) @ components, "stopped.*Tables must fit"),
        (lambda points, mean, components: (points - mean) @ components.T / 255, "code of zeros|table of codes is"),
        (lambda points, mean, components: (points - points[0]) @ components.T, "code of zeros|table of codes is"),
        (lambda points, mean, components: np.round((points - mean) @ components.T), "table of codes"),
        (lambda points, mean, components: ((points - mean) @ components.T).astype(int), "table of codes"),
        (lambda points, mean, components: np.linalg.norm(points - mean, axis=1), "should have shape"),
        (
            lambda points, mean, components: [list(c[: i + 1]) for i, c in enumerate(components)],
            "made of|shape|stopped",
        ),
        (lambda points, mean, components: ((points - mean) @ components.T).squeeze(), "should have shape"),
        (lambda points, mean, components: points.__isub__(mean) @ components.T, "changes the data"),
        (lambda points, mean, components: [], "should have shape|for every question"),
        (lambda points, mean: points - mean, "will be called with points, mean and components"),
    ],
    "2.2b": [
        (lambda codes, mean, components: codes @ components.T + mean, "stopped.*Tables must fit"),
        (lambda codes, mean, components: (codes @ components + mean) / 2, "table of points"),
        (lambda codes, mean, components: codes * components[0, 0] + mean[0], "should have shape"),
        (lambda codes, mean, components: np.clip(codes @ components + mean, 0, 255), "table of points"),
        (lambda codes, mean, components: [list(mean), [1.0]], "different lengths"),
        (lambda codes, mean, components: (codes @ components + mean).astype(np.uint8), "table of points"),
        (lambda codes, mean, components: np.squeeze(codes @ components + mean), "should have shape"),
        (lambda codes, mean, components: codes @ components + mean.reshape(-1, 1), "stopped|shape"),
        (rebuild_into_the_mean, "changes the data"),
        (lambda codes, mean, components: None if len(codes) > 1 else mean, "returns nothing"),
        (lambda codes, mean, components: "face", "for every question|returns text|returns text"),
    ],
    "2.3": [
        (recognise(lambda e, p: np.vstack([e, p])), "made from the probes too"),
        (recognise(lambda e, p: e, lambda e, p: p), "twice"),
        (recognise(lambda e, p: p), "made from the probes\\."),
        (probes_not_projected, "stopped"),
        (own_mean, "own mean"),
        (whitened, "by their spread"),
        (lambda *data: enrolled_only(*data[:4], data[4] + 1), "k \\+ 1"),
        (lambda *data: enrolled_only(*data[:4], 3), "does not use k|the rate is|stopped|k \\+ 1|k - 1"),
        (lambda *data: enrolled_only(*data[:4], 12), "k is not used"),
        (lambda *data: enrolled_only(*data[:4], 2 * data[4]), "the rate is|k is not used|does not use k"),
        (lambda *data: 100 * enrolled_only(*data), "100 times"),
        (lambda *data: 0.855, "for every question|the rate is"),
        (lambda *data: eigenface_rank1_rate(*data) + 1 / len(data[2]), "the rate is"),
        (lambda *data: eigenface_rank1_rate(data[0], np.sort(data[1]), *data[2:]), "the rate is"),
        (lambda *data: [eigenface_rank1_rate(*data)], "Take the number out"),
        (lambda *data: str(eigenface_rank1_rate(*data)), "returns text"),
        (lambda *data: eigenfaces(data[0], data[4]), "should be one number"),
        (lambda *data: float("nan"), "NaN"),
        (lambda *data: data[1].sort(), "returns nothing"),
        (lambda enrolled, probe, k: 0.5, "will be called with enrolled, enrolled_person"),
    ],
    "2.P": [
        (k_strict, "exactly slack below"),
        (k_first, "the first k that is good enough"),
        (k_until_it_is_worse, "the number of eigenfaces is"),
        (k_after_sorting_in_place, "changes the data"),
        (k_without_a_tie, "the smaller k that has it"),
        (lambda ks, rates, slack: k_by_mask(ks, rates, 0.125), "does not use slack|the number of eigenfaces is|slack"),
        (lambda ks, rates, slack: k_by_mask(ks, rates, 0.02), "best rate|the number of eigenfaces is|slack"),
        (lambda ks, rates, slack: 10, "for every question|the number of eigenfaces is"),
        (lambda ks, rates, slack: max(notebook_rates) and ks[0], "the number of eigenfaces is"),
        (lambda ks, rates, slack: str(choose_k(ks, rates, slack)), "returns text"),
        (lambda ks, rates, slack: [choose_k(ks, rates, slack)], "Take the number out"),
        (lambda ks, rates, slack: ks == choose_k(ks, rates, slack), "one number"),
        (lambda ks, rates, slack: rates[0] > slack, "should be a number|for every question|eigenfaces is"),
        (lambda ks, rates, slack: k_by_mask(ks, rates, slack) if len(ks) > 1 else None, "without reaching a return"),
        (lambda ks, rates, slack: float("nan"), "NaN"),
        (lambda ks, rates, slack: choose_k(ks, rates, slack) + 0.5, "the number of eigenfaces is"),
        (lambda ks, rates, slack: rebuild(ks, rates, slack), "stopped"),
        (lambda ks, rates: ks[0], "will be called with ks, rates and slack"),
    ],
}
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "2.1 forgets to take the mean away": ("2.1", without_taking_the_mean_away),
    "2.2b adds the mean to the codes": ("2.2b", lambda codes, mean, components: (codes + mean) @ components),
    "2.3 makes eigenfaces from the probes as well": ("2.3", rate_with_the_probes),
}
