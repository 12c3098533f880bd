#include "app/run/recorder.hpp"

#include <algorithm>
#include <string_view>

namespace trabecula {

Recorder::Recorder(const TissueModel& model) : observables_(observables(model))
{
    for (const Observable& observable : observables_)
        series_.series.push_back({observable.name, observable.unit, observable.meaning, {}});
}

void Recorder::record(const TissueModel& model)
{
    if (!series_.time_h.empty() && series_.time_h.back() >= model.time_h()) return;
    const Observation now(model, past());
    series_.time_h.push_back(model.time_h());
    for (std::size_t i = 0; i < observables_.size(); ++i)
        series_.series[i].values.push_back(observables_[i].measure(now));
}

void Recorder::take_over(const TimeSeries& earlier)
{
    series_.time_h = earlier.time_h;
    for (Series& own : series_.series) {
        const auto known = std::ranges::find(earlier.series, own.name, &Series::name);
        own.values =
            known == earlier.series.end() ? std::vector<double>(earlier.time_h.size(), undefined) : known->values;
    }
}

Past Recorder::past() const
{
    const auto values = [&](std::string_view name) -> const std::vector<double>& {
        return std::ranges::find(series_.series, name, &Series::name)->values;
    };
    const auto& formed = values("bone.formed");
    const auto& resorbed = values("bone.resorbed");
    Past past;
    for (std::size_t i = 0; i < series_.time_h.size(); ++i)
        past.points.push_back({series_.time_h[i], formed[i], resorbed[i]});
    return past;
}

}  // namespace trabecula
