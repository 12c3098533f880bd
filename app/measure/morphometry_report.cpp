#include "app/measure/morphometry_report.hpp"

#include "lattice/measures.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace trabecula {

namespace {

using Json = nlohmann::ordered_json;

std::string_view shown_unit(const Measure& measure)
{
    return measure.unit == "1" ? "" : measure.unit;
}

/// Conventions in the order in which they first occur.
std::vector<std::string_view> conventions()
{
    std::vector<std::string_view> all;
    for (const Measure& measure : measures())
        if (std::ranges::find(all, measure.convention) == all.end()) all.push_back(measure.convention);
    return all;
}

std::size_t number_of(std::string_view convention, const std::vector<std::string_view>& all)
{
    return static_cast<std::size_t>(std::ranges::find(all, convention) - all.begin()) + 1;
}

std::string lines_of(const Morphometry& found, const std::vector<std::string_view>& all)
{
    std::string text;
    for (const Measure& measure : measures()) {
        const std::optional<double> value = measure.value(found);
        text +=
            fmt::format("  {:<19}{:>12}  {:<6}{:<29}[{}]\n", measure.name, value ? fmt::format("{:.5g}", *value) : "-",
                        shown_unit(measure), measure.meaning, number_of(measure.convention, all));
    }
    return text;
}

Json values_of(const MeasuredBone& bone)
{
    Json json = Json::object();
    if (bone.frame) {
        json["frame"] = bone.frame->number;
        json["time_h"] = bone.frame->time_h;
    }
    Json& values = json["measures"] = Json::object();
    for (const Measure& measure : measures()) {
        const std::optional<double> value = measure.value(bone.found);
        values[std::string(measure.name)] = value ? Json(*value) : Json(nullptr);
    }
    return json;
}

/// In quotation marks where CSV asks for them.
std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string inner;
    for (const char c : text) inner += c == '"' ? std::string("\"\"") : std::string(1, c);
    return '"' + inner + '"';
}

}  // namespace

std::string as_table(const MorphometryReport& report)
{
    const std::vector<std::string_view> all = conventions();
    std::string text;
    for (const MeasuredBone& bone : report.bones) {
        text += report.file;
        if (bone.frame) text += fmt::format(", frame {} at {:g} h", bone.frame->number, bone.frame->time_h);
        text += '\n' + lines_of(bone.found, all);
    }
    text += "\nNames after Bouxsein et al. 2010. Conventions:\n";
    for (const std::string_view convention : all)
        text += fmt::format("  [{}] {}\n", number_of(convention, all), convention);
    return text;
}

std::string as_json(const MorphometryReport& report)
{
    Json json{{"file", report.file}};
    if (report.bones.size() == 1)
        json.update(values_of(report.bones.front()));
    else
        for (const MeasuredBone& bone : report.bones) json["frames"].push_back(values_of(bone));
    for (const Measure& measure : measures())
        json["definitions"][std::string(measure.name)] = {
            {"unit", measure.unit}, {"meaning", measure.meaning}, {"convention", measure.convention}};
    return json.dump(2) + '\n';
}

std::string as_csv(const MorphometryReport& report)
{
    std::string text = "file,frame,time_h";
    for (const Measure& measure : measures()) {
        text += fmt::format(",{}", measure.name);
        if (measure.unit != "1") text += fmt::format(" [{}]", measure.unit);
    }
    text += '\n';
    for (const MeasuredBone& bone : report.bones) {
        text += quoted(report.file);
        text += bone.frame ? fmt::format(",{},{}", bone.frame->number, bone.frame->time_h) : ",,";
        for (const Measure& measure : measures()) {
            const std::optional<double> value = measure.value(bone.found);
            text += value ? fmt::format(",{}", *value) : ",";
        }
        text += '\n';
    }
    return text;
}

}  // namespace trabecula
