#include "app/study/study_run.hpp"

#include "app/run/recorder.hpp"
#include "app/run/run_clock.hpp"
#include "app/run/run_identity.hpp"
#include "app/run/schedule.hpp"

#include "output/study_file.hpp"

#include "lattice/measures.hpp"

#include "core/parallel.hpp"

#include <limits>
#include <utility>

namespace trabecula {

namespace {

std::vector<MeasuredValue> measured(const Tissue& tissue)
{
    const Morphometry found = measure(tissue);
    std::vector<MeasuredValue> values;
    for (const Measure& one : measures())
        values.push_back({std::string(one.name), one.value(found).value_or(std::numeric_limits<double>::quiet_NaN())});
    return values;
}

void run_and_write(const Scenario& scenario, const std::filesystem::path& file, BoneAtEnd bone_at_end,
                   const BoneVolume* bone)
{
    RunClock clock;
    TissueModel model(scenario.model, bone == nullptr ? make_tissue(scenario) : make_tissue(scenario, *bone));
    Recorder recorder(model);
    const Schedule observations(scenario.output.series, scenario.model.step);
    const std::uint32_t last = scenario.steps();
    recorder.record(model);
    while (raw(model.state().step) < last) {
        model.step();
        const std::uint32_t step = raw(model.state().step);
        if (observations.due(step) || step == last) recorder.record(model);
    }
    std::vector<MeasuredValue> morphometry;
    if (bone_at_end == BoneAtEnd::measured) morphometry = measured(model.state().tissue);
    const RunProfile profile = clock.profile(model, 1);
    write_study_run(file, identity_of(scenario, {}), model.state().tissue.grid,
                    {std::move(recorder.series()), profile.seconds, profile.peak_memory_bytes, std::move(morphometry)});
}

}  // namespace

void run_for_study(const Scenario& scenario, const std::filesystem::path& file, BoneAtEnd bone_at_end,
                   const BoneVolume* bone)
{
    ThreadLimit limit(1);
    limit.run([&] { run_and_write(scenario, file, bone_at_end, bone); });
}

}  // namespace trabecula
