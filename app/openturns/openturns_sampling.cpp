#include "app/study/sampling_library.hpp"

#include <openturns/ComposedDistribution.hxx>
#include <openturns/CorrelationAnalysis.hxx>
#include <openturns/Exception.hxx>
#include <openturns/LHSExperiment.hxx>
#include <openturns/LowDiscrepancyExperiment.hxx>
#include <openturns/MartinezSensitivityAlgorithm.hxx>
#include <openturns/RandomGenerator.hxx>
#include <openturns/SobolIndicesExperiment.hxx>
#include <openturns/SobolSequence.hxx>
#include <openturns/Uniform.hxx>

namespace {

using namespace trabecula;

OT::ComposedDistribution unit_cube(std::size_t factors)
{
    OT::ComposedDistribution::DistributionCollection sides;
    for (std::size_t f = 0; f < factors; ++f) sides.add(OT::Uniform(0.0, 1.0));
    return OT::ComposedDistribution(sides);
}

UnitPoints points_of(const OT::Sample& sample)
{
    UnitPoints points(sample.getSize(), std::vector<double>(sample.getDimension()));
    for (std::size_t i = 0; i < points.size(); ++i)
        for (std::size_t f = 0; f < points[i].size(); ++f) points[i][f] = sample(i, f);
    return points;
}

OT::Sample sample_of(const UnitPoints& points)
{
    OT::Sample sample(points.size(), points.front().size());
    for (std::size_t i = 0; i < points.size(); ++i)
        for (std::size_t f = 0; f < points[i].size(); ++f) sample(i, f) = points[i][f];
    return sample;
}

OT::Sample column_of(const std::vector<double>& values)
{
    OT::Sample sample(values.size(), 1);
    for (std::size_t i = 0; i < values.size(); ++i) sample(i, 0) = values[i];
    return sample;
}

UnitPoints latin_hypercube(std::size_t samples, std::size_t factors, std::uint64_t seed)
{
    OT::RandomGenerator::SetSeed(seed);
    return points_of(OT::LHSExperiment(unit_cube(factors), samples).generate());
}

UnitPoints sobol_sequence(std::size_t samples, std::size_t factors)
{
    return points_of(OT::SobolSequence(factors).generate(samples));
}

UnitPoints saltelli(std::size_t samples, std::size_t factors)
{
    OT::RandomGenerator::SetSeed(0);  // of the shift
    OT::LowDiscrepancyExperiment points(OT::SobolSequence(), unit_cube(factors), samples, false);
    points.setRandomize(true);  // the first points have few different coordinates: both halves would share them
    return points_of(OT::SobolIndicesExperiment(points, false).generate());
}

std::vector<SobolIndex> with_intervals(const OT::Point& values, const OT::Interval& intervals)
{
    std::vector<SobolIndex> indices;
    for (std::size_t f = 0; f < values.getSize(); ++f)
        indices.push_back({values[f], intervals.getLowerBound()[f], intervals.getUpperBound()[f]});
    return indices;
}

std::optional<SobolIndices> sobol_indices(const UnitPoints& points, const std::vector<double>& values,
                                          std::size_t samples)
{
    OT::RandomGenerator::SetSeed(0);  // of the bootstrap
    try {
        OT::MartinezSensitivityAlgorithm algorithm(sample_of(points), column_of(values), samples);
        algorithm.setUseAsymptoticDistribution(false);
        algorithm.setBootstrapSize(1000);
        algorithm.setConfidenceLevel(0.95);
        return SobolIndices{with_intervals(algorithm.getFirstOrderIndices(), algorithm.getFirstOrderIndicesInterval()),
                            with_intervals(algorithm.getTotalOrderIndices(), algorithm.getTotalOrderIndicesInterval())};
    } catch (const OT::InvalidArgumentException&) {  // a sample that the bootstrap drew does not vary
        return std::nullopt;
    }
}

std::vector<double> rank_correlations(const UnitPoints& points, const std::vector<double>& values)
{
    const OT::Point found = OT::CorrelationAnalysis(sample_of(points), column_of(values)).computePRCC();
    return {found.begin(), found.end()};
}

}  // namespace

/// Found by its name in this library.
extern "C" {
extern const trabecula::SamplingLibrary trabecula_sampling_library;
const trabecula::SamplingLibrary trabecula_sampling_library{latin_hypercube, sobol_sequence, saltelli, sobol_indices,
                                                            rank_correlations};
}
