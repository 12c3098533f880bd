#pragma once
#include "pharmacology/dose_course.hpp"
#include "pharmacology/kinetics.hpp"

#include <memory>
#include <span>

namespace trabecula {

/// Doses of one compound, of equal size.
struct RepeatedDose {
    DoseCourse times;  // what it leaves does not matter
    double pmol_per_kg = 0.0;
};

/// The concentration in the marrow, in pM, that all doses of a compound leave together whose elimination saturates.
/// Then what single doses leave does not add up and has no closed form: it is integrated by the method of Runge and
/// Kutta (fourth order, in twentieths of the fastest time constant, to 1e-6), once, until 1e-7 of the most that there
/// was is left.
///
/// With C and P the concentrations in the plasma and in the second compartment, and G what still waits to be absorbed:
///
///     V dC/dt = ka G + infused - CL C - most C/(half + C) - Q (C - P)        Vp dP/dt = Q (C - P)
///
/// @param kinetics  with `saturable`; one route for all
std::shared_ptr<const SampledLevel> integrate_doses(const Kinetics& kinetics, std::span<const RepeatedDose> doses);

}  // namespace trabecula
