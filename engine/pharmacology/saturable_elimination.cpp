#include "pharmacology/saturable_elimination.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace trabecula {

namespace {

constexpr double share_of_time_constant = 0.05;
constexpr double least_share = 1e-7;  // of the most that there was: less counts as nothing

/// In pmol per kg of body weight.
struct Amounts {
    double central = 0.0;
    double peripheral = 0.0;
};

Amounts operator+(const Amounts& a, const Amounts& b)
{
    return {a.central + b.central, a.peripheral + b.peripheral};
}

Amounts operator*(double factor, const Amounts& a)
{
    return {factor * a.central, factor * a.peripheral};
}

/// When a dose begins, or its infusion ends.
struct Change {
    double time_h;
    double at_once;  // what comes in, in pmol/kg
    double per_h;    // change of what is infused
};

/// In the order of time.
std::vector<Change> changes_of(const Kinetics& kinetics, std::span<const RepeatedDose> doses)
{
    std::vector<Change> changes;
    for (const RepeatedDose& dose : doses)
        for (std::int64_t k = 0; k < dose.times.count; ++k) {
            const double begin_h = dose.times.start.value + static_cast<double>(k) * dose.times.every.value;
            const double amount = kinetics.bioavailability * dose.pmol_per_kg;
            if (kinetics.infusion.value > 0.0) {
                const double per_h = amount / kinetics.infusion.value;
                changes.push_back({begin_h, 0.0, per_h});
                changes.push_back({begin_h + kinetics.infusion.value, 0.0, -per_h});
            } else {
                changes.push_back({begin_h, amount, 0.0});
            }
        }
    std::ranges::stable_sort(changes, {}, &Change::time_h);
    return changes;
}

/// The body while time goes on.
class Body {
  public:
    Body(const Kinetics& kinetics, SampledLevel& level)
        : kinetics_(kinetics),
          is_absorbed_(kinetics.route == Route::oral || kinetics.route == Route::injected),
          level_(level)
    {}

    void change(const Change& change)
    {
        (is_absorbed_ ? waiting_ : now_.central) += change.at_once;
        infusions_ += change.per_h > 0.0 ? 1 : change.per_h < 0.0 ? -1 : 0;
        infused_per_h_ = infusions_ > 0 ? infused_per_h_ + change.per_h : 0.0;
        note();
    }

    /// Goes on to a time, or until nothing is left.
    void go_on_until(double end_h)
    {
        const double begin_h = time_h_;
        while (time_h_ < end_h && !is_empty()) {
            double span_h = share_of_time_constant / fastest_per_h();
            // what waits to be absorbed matters less and less
            const double absorbing_h = std::max(1.0 / kinetics_.absorption.value, time_h_ - begin_h);
            if (is_absorbed_) span_h = std::min(span_h, share_of_time_constant * absorbing_h);
            step(std::min(span_h, end_h - time_h_));
            note();
        }
        if (!is_empty()) return;
        now_ = {};
        waiting_ = 0.0;
        note();
        time_h_ = end_h;
        if (std::isfinite(end_h)) note();
    }

    bool is_empty() const
    {
        const double there = waiting_ + now_.central + now_.peripheral;
        return infusions_ == 0 && there <= least_share * most_;
    }

  private:
    double plasma_pM(const Amounts& amounts) const { return amounts.central / kinetics_.volume.value; }

    /// What saturates counts as the clearance that it is at a concentration in the plasma.
    double clearance_at(double pM) const
    {
        return kinetics_.clearance.value +
               kinetics_.saturable->most_pmol_per_h_kg / (kinetics_.saturable->half.value + pM);
    }

    double fastest_per_h() const
    {
        const double out = clearance_at(plasma_pM(now_)) / kinetics_.volume.value;
        if (!kinetics_.peripheral) return out;
        const double exchange = kinetics_.peripheral->exchange.value;
        return out + exchange / kinetics_.volume.value + exchange / kinetics_.peripheral->volume.value;
    }

    /// @param after_h  after the beginning of the step
    Amounts slope(const Amounts& amounts, double after_h) const
    {
        const double pM = plasma_pM(amounts);
        const double away = kinetics_.peripheral ? kinetics_.peripheral->exchange.value *
                                                       (pM - amounts.peripheral / kinetics_.peripheral->volume.value)
                                                 : 0.0;
        const double absorption = kinetics_.absorption.value;
        const double absorbed = is_absorbed_ ? absorption * waiting_ * std::exp(-absorption * after_h) : 0.0;
        return {absorbed + infused_per_h_ - pM * clearance_at(pM) - away, away};
    }

    void step(double h)
    {
        const Amounts first = slope(now_, 0.0);
        const Amounts second = slope(now_ + 0.5 * h * first, 0.5 * h);
        const Amounts third = slope(now_ + 0.5 * h * second, 0.5 * h);
        const Amounts fourth = slope(now_ + h * third, h);
        now_ = now_ + h / 6.0 * (first + 2.0 * second + 2.0 * third + fourth);
        if (is_absorbed_) waiting_ *= std::exp(-kinetics_.absorption.value * h);
        time_h_ += h;
    }

    void note()
    {
        most_ = std::max(most_, waiting_ + now_.central + now_.peripheral);
        const double to_marrow = kinetics_.marrow_over_plasma / kinetics_.volume.value;
        level_.add(time_h_, to_marrow * now_.central, to_marrow * slope(now_, 0.0).central);
    }

    const Kinetics& kinetics_;
    bool is_absorbed_;
    SampledLevel& level_;
    double time_h_ = 0.0;
    double most_ = 0.0;  // in the body at once
    double waiting_ = 0.0;
    int infusions_ = 0;  // going on
    double infused_per_h_ = 0.0;
    Amounts now_;
};

}  // namespace

std::shared_ptr<const SampledLevel> integrate_doses(const Kinetics& kinetics, std::span<const RepeatedDose> doses)
{
    auto level = std::make_shared<SampledLevel>();
    Body body(kinetics, *level);
    for (const Change& change : changes_of(kinetics, doses)) {
        body.go_on_until(change.time_h);
        body.change(change);
    }
    body.go_on_until(std::numeric_limits<double>::infinity());
    return level;
}

}  // namespace trabecula
