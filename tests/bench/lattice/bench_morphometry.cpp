#include "lattice/isosurface.hpp"
#include "lattice/morphometry.hpp"
#include "lattice/smoothed_bone.hpp"
#include "lattice/trabecular_pattern.hpp"

#include "core/parallel.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>

namespace {

using namespace trabecula;

constexpr double bv_tv = 0.2;
constexpr int pattern_edge = 200;

/// A cube of a trabecular network of BV/TV 0.2, trabeculae about 10 voxels thick, repeated beyond 200 voxels.
SegmentedBone network(int edge)
{
    const Grid pattern{pattern_edge, pattern_edge, pattern_edge, Micrometres{20.0}};
    const std::vector<float> level = trabecular_level({Micrometres{1200.0}, 0.15, 1.0, 1, 0}, pattern, Number{0.0});
    std::vector<float> sorted = level;
    const auto rank = sorted.begin() + static_cast<std::ptrdiff_t>(bv_tv * static_cast<double>(sorted.size()));
    std::nth_element(sorted.begin(), rank, sorted.end());
    SegmentedBone bone{{edge, edge, edge, pattern.spacing}, {}};
    bone.material.resize(bone.grid.size());
    for (std::size_t i = 0; i < bone.material.size(); ++i) {
        const Voxel v = bone.grid.voxel(i);
        const Voxel source{v.x % pattern_edge, v.y % pattern_edge, v.z % pattern_edge};
        bone.material[i] = level[pattern.index(source)] < *rank ? Material::bone : Material::marrow;
    }
    bone.bone_voxels = static_cast<double>(bone.count(Material::bone));
    return bone;
}

/// Arguments of each benchmark: edge of the cube in voxels, threads.
template <class Work>
void measure_time(benchmark::State& state, Work&& work)
{
    const SegmentedBone bone = network(static_cast<int>(state.range(0)));
    const ThreadLimit limit(static_cast<int>(state.range(1)));
    for (auto _ : state) work(bone);
    state.counters["voxels/s"] =
        benchmark::Counter(static_cast<double>(bone.grid.size()), benchmark::Counter::kIsIterationInvariantRate);
}

void surface(benchmark::State& state)
{
    measure_time(state, [](const SegmentedBone& bone) {
        benchmark::DoNotOptimize(measure_isosurface(bone, smoothed_bone(bone, 0.7)));
    });
}

void fabric(benchmark::State& state)
{
    measure_time(state, [](const SegmentedBone& bone) {
        benchmark::DoNotOptimize(measure_fabric(bone, smoothed_bone(bone, 0.7)));
    });
}

void euler(benchmark::State& state)
{
    measure_time(state, [](const SegmentedBone& bone) { benchmark::DoNotOptimize(euler_number(bone)); });
}

void pieces(benchmark::State& state)
{
    measure_time(state, [](const SegmentedBone& bone) { benchmark::DoNotOptimize(count_pieces(bone)); });
}

void thickness(benchmark::State& state)
{
    measure_time(state, [](const SegmentedBone& bone) {
        benchmark::DoNotOptimize(thickness_of(bone.grid, bone.material, bone_in_marrow));
    });
}

void separation(benchmark::State& state)
{
    measure_time(state, [](const SegmentedBone& bone) {
        benchmark::DoNotOptimize(thickness_of(bone.grid, bone.material, marrow_in_bone));
    });
}

void everything(benchmark::State& state)
{
    measure_time(state, [](const SegmentedBone& bone) { benchmark::DoNotOptimize(measure(bone)); });
}

void sizes(benchmark::internal::Benchmark* benchmark)
{
    benchmark->ArgsProduct({{200}, {1, 2}})->UseRealTime()->Unit(benchmark::kMillisecond)->Iterations(1);
}

BENCHMARK(surface)->Apply(sizes);
BENCHMARK(fabric)->Apply(sizes);
BENCHMARK(euler)->Apply(sizes);
BENCHMARK(pieces)->Apply(sizes);
BENCHMARK(thickness)->Apply(sizes);
BENCHMARK(separation)->Apply(sizes);
BENCHMARK(everything)->Apply(sizes)->Args({512, 2});

}  // namespace
