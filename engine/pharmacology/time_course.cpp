#include "pharmacology/time_course.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace trabecula {

namespace {

constexpr double rounding_h = 1e-9;
constexpr double most_parts = 64;  // of one interval; bounds the work where a node is very fast

bool acts_at(const Exposure& exposure, double time_h)
{
    if (time_h < exposure.start.value || time_h >= exposure.stop.value) return false;
    if (exposure.every.value <= 0.0) return true;
    const double phase = std::fmod(time_h - exposure.start.value + rounding_h, exposure.every.value);
    return phase < exposure.lasting.value;
}

}  // namespace

double TimeCourse::level_at(double time_h) const
{
    return mean_over(time_h, time_h);
}

double TimeCourse::mean_over(double from_h, double to_h) const
{
    double level = base;
    for (const Exposure& exposure : exposures)
        if (acts_at(exposure, 0.5 * (from_h + to_h))) level += exposure.level;
    for (const DoseCourse& course : doses) level += course.mean_over(from_h, to_h);
    return level;
}

bool TimeCourse::is_pulsed() const
{
    return std::ranges::any_of(exposures, [](const Exposure& exposure) { return exposure.every.value > 0.0; });
}

bool TimeCourse::is_moving(double from_h, double to_h) const
{
    return std::ranges::any_of(doses, [&](const DoseCourse& course) { return course.is_moving(from_h, to_h); });
}

void TimeCourse::add_changes(double from_h, double to_h, std::vector<double>& times_h) const
{
    const auto add = [&](double time_h) {
        if (time_h > from_h + rounding_h && time_h < to_h - rounding_h) times_h.push_back(time_h);
    };
    for (const Exposure& exposure : exposures) {
        add(exposure.start.value);
        add(exposure.stop.value);
        const double period = exposure.every.value;
        if (period <= 0.0) continue;
        const double first = std::max(0.0, std::floor((from_h - exposure.start.value) / period));
        for (double k = first; exposure.start.value + k * period < std::min(to_h, exposure.stop.value); ++k) {
            add(exposure.start.value + k * period);
            add(exposure.start.value + k * period + exposure.lasting.value);
        }
    }
    for (const DoseCourse& course : doses) course.add_changes(from_h, to_h, times_h);
}

std::vector<SystemicInterval> systemic_intervals(const std::vector<TimeCourse>& courses, Hours from, Hours step,
                                                 Hours finest, const std::vector<bool>& felt)
{
    std::vector<double> times_h{from.value, from.value + step.value};
    for (const TimeCourse& course : courses) course.add_changes(from.value, from.value + step.value, times_h);
    std::vector<const TimeCourse*> dividing;
    for (std::size_t c = 0; c < courses.size(); ++c)
        if (felt.empty() || felt[c]) dividing.push_back(&courses[c]);
    std::ranges::sort(times_h);
    const auto same = [](double a, double b) { return b - a < rounding_h; };
    times_h.erase(std::unique(times_h.begin(), times_h.end(), same), times_h.end());

    const bool pulsed = std::ranges::any_of(dividing, [](const TimeCourse* course) { return course->is_pulsed(); });
    std::vector<SystemicInterval> intervals;
    for (std::size_t i = 0; i + 1 < times_h.size(); ++i) {
        const double begin_h = times_h[i];
        const double span_h = times_h[i + 1] - begin_h;
        const auto moves = [&](const TimeCourse* course) { return course->is_moving(begin_h, begin_h + span_h); };
        const bool divide = pulsed || std::ranges::any_of(dividing, moves);
        const double parts = divide ? std::clamp(std::ceil(span_h / finest.value), 1.0, most_parts) : 1.0;
        for (double part = 0.0; part < parts; ++part) {
            SystemicInterval& interval = intervals.emplace_back(SystemicInterval{Hours{span_h / parts}, {}});
            for (const TimeCourse& course : courses)
                interval.values.push_back(static_cast<float>(
                    course.mean_over(begin_h + span_h * part / parts, begin_h + span_h * (part + 1.0) / parts)));
        }
    }
    return intervals;
}

Exposure read_exposure(Section& section, std::string_view level_key, const DimensionName& dimension, Hours duration)
{
    Exposure exposure = read_times(section, duration);
    exposure.level = section.number_of(level_key, dimension, not_negative);
    return exposure;
}

Span read_span(Section& section, Hours duration)
{
    Span span{Hours{0.0}, duration};
    section.read_if_present("start", span.start, not_negative);
    section.read_if_present("stop", span.stop, positive);
    if (duration.value <= 0.0) return span;
    if (span.start >= duration)
        section.problem("start",
                        fmt::format("= {:g} h is past the end of the run at {:g} h; start earlier or run longer",
                                    span.start.value, duration.value));
    else if (span.stop <= span.start)
        section.problem("stop",
                        fmt::format("= {:g} h is not after the start at {:g} h", span.stop.value, span.start.value));
    return span;
}

Exposure read_times(Section& section, Hours duration)
{
    const Span span = read_span(section, duration);
    // What lasts to the end is there when the end is observed, too.
    const bool lasts_to_end = duration.value > 0.0 && span.stop >= duration;
    const Hours stop = lasts_to_end ? Hours{std::numeric_limits<double>::infinity()} : span.stop;
    Exposure exposure{0.0, span.start, stop, {}, {}};
    constexpr Bounds a_minute{.least = 1.0 / 60.0};
    const bool repeats = section.read_if_present("every", exposure.every, a_minute);
    const bool lasts = section.read_if_present("lasting", exposure.lasting, positive);
    if (repeats != lasts)
        section.problem(repeats ? "every" : "lasting", "needs the other one too: every = \"1 d\", lasting = \"2 h\"");
    if (repeats && lasts && exposure.lasting > exposure.every)
        section.problem("lasting", "is longer than the period that `every` gives");
    return exposure;
}

}  // namespace trabecula
