#include "app/run/recorder.hpp"

namespace trabecula {

Recorder::Recorder(const TissueModel& model) : observables_(observables(model))
{
    for (const Observable& observable : observables_)
        series_.series.push_back({observable.name, observable.unit, observable.meaning, {}});
}

void Recorder::record(const TissueModel& model)
{
    if (!series_.time_h.empty() && series_.time_h.back() >= model.time_h()) return;
    series_.time_h.push_back(model.time_h());
    for (std::size_t i = 0; i < observables_.size(); ++i)
        series_.series[i].values.push_back(observables_[i].measure(model));
}

}  // namespace trabecula
