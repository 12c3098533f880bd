#pragma once
#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace trabecula::bench {

enum class Lattices : std::uint8_t { usual, large_too };

/// Iterations, time and true error to a tolerance, from three starts, through four bones.
nlohmann::ordered_json accuracy(Lattices);

/// Cycle rates of 1, 4 and 13 fields on 1, 2, 4 and 16 threads, beside the triad.
nlohmann::ordered_json scaling(Lattices);

/// Iterations on lattices of many sizes and shapes, over steps of many lengths.
nlohmann::ordered_json sizes(Lattices);

/// How fields on a coarser lattice differ from those on the tissue's own.
nlohmann::ordered_json coarsening(Lattices);

/// Bytes per voxel of 1, 4 and 13 fields.
nlohmann::ordered_json memory(Lattices);

/// Prints a table, and returns its rows.
struct Section {
    std::string_view name;
    nlohmann::ordered_json (*measure)(Lattices);
};

constexpr auto sections = std::to_array<Section>({
    {"memory", &memory},  // first: before the others leave memory that is freed and not given back
    {"scaling", &scaling},
    {"sizes", &sizes},
    {"accuracy", &accuracy},
    {"coarsening", &coarsening},
});

}  // namespace trabecula::bench
