#pragma once
#include "app/study/unit_points.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace trabecula {

struct SobolIndex {
    double value = 0.0;
    double low = 0.0;  // 95 % confidence interval, bootstrap
    double high = 0.0;
};

/// Of each factor: the share of the variance that it makes alone, and with all its interactions.
struct SobolIndices {
    std::vector<SobolIndex> first;
    std::vector<SobolIndex> total;
};

/// What OpenTURNS does for studies. It lies in a library of its own that is loaded when a study asks for it: linked to
/// the program, OpenTURNS would bring ninety libraries, 40 ms and 60 MB into every start.
struct SamplingLibrary {
    UnitPoints (*latin_hypercube)(std::size_t samples, std::size_t factors, std::uint64_t seed);
    UnitPoints (*sobol_sequence)(std::size_t samples, std::size_t factors);

    /// `samples` points, as many again, then for each factor the first with that factor of the second: Saltelli's
    /// design [Saltelli2002], of quasi-random points, shifted at random by the same everywhere.
    UnitPoints (*saltelli)(std::size_t samples, std::size_t factors);

    /// Estimators of [Martinez2011], on such a design and one finite value per point. Absent where the values vary too
    /// little, in few points, for the bootstrap. May make threads.
    std::optional<SobolIndices> (*sobol_indices)(const UnitPoints& points, const std::vector<double>& values,
                                                 std::size_t samples);

    /// Partial rank correlation of each factor with the values. May make threads.
    std::vector<double> (*rank_correlations)(const UnitPoints& points, const std::vector<double>& values);
};

/// Absent where this program was built without OpenTURNS.
/// @throws FileError  it was built with it, but the library cannot be loaded
const SamplingLibrary* sampling_library();

}  // namespace trabecula
