#pragma once
#include "core/units.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace trabecula {

/// Something that binds: a field, or a systemic signal that has its level in every voxel.
struct Species {
    enum class Kind : unsigned char { field, systemic };
    Kind kind;
    std::size_t index;  // of the field, or of the systemic signal
    bool operator==(const Species&) const = default;
};

/// Two species that bind each other 1:1; from `[binding.NAME]`.
struct Binding {
    std::string name;
    std::array<Species, 2> partners;
    Picomolar kd;
    std::string source;
};

/// Species that compete for a common one, which is bound by each of them and by nothing else; what is free of all of
/// them follows from one equation.
struct BindingStar {
    struct Binder {
        Species species;
        Picomolar kd;
    };
    Species centre;
    std::vector<Binder> binders;
};

/// Those of its species that are systemic signals.
std::vector<Species> systemic_species(const BindingStar& star);

struct BindingStars {
    std::vector<BindingStar> stars;
    std::vector<std::vector<std::size_t>> others;  // chains and rings without a common species, as indices of bindings
};

/// Sorts bindings into those that share a species. A species that binds several others is the centre of its star; of a
/// single pair, the first partner is.
BindingStars stars_of(const std::vector<Binding>& bindings);

}  // namespace trabecula
