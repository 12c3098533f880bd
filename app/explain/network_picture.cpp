#include "app/explain/network_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace trabecula {

namespace {

constexpr double row_height = 24.0;
constexpr double box_width = 190.0;
constexpr double column_width = 300.0;
constexpr double margin = 24.0;
constexpr double title_height = 40.0;

enum class Line : std::uint8_t { activates, required, inhibits };

struct Connection {
    std::string from, to;
    Line kind;
};

/// What one rule answers to.
std::vector<Connection> connections_of(const RuleSpec& rule)
{
    std::vector<Connection> list;
    for (const Driver& driver : rule.activators) list.push_back({driver.signal.text, rule.name.text, Line::activates});
    for (const Driver& driver : rule.required) list.push_back({driver.signal.text, rule.name.text, Line::required});
    for (const NameInFile& state : rule.when) list.push_back({state.text, rule.name.text, Line::required});
    for (const auto* inhibitors : rule.all_inhibitors())
        for (const Driver& driver : *inhibitors) list.push_back({driver.signal.text, rule.name.text, Line::inhibits});
    return list;
}

/// A cell type's boxes in columns, and the lines between them.
class Panel {
  public:
    explicit Panel(const CellParams& cell) : name_(cell.name)
    {
        for (const NodeSpec& node : cell.rulebook.nodes()) add(node.rule);
        std::map<std::string, std::size_t> depth;
        for (const NodeSpec& node : cell.rulebook.nodes()) depth[node.rule.name.text] = 1;
        // a node stands behind those that drive it; a loop ends after as many rounds as there are nodes
        for (std::size_t round = 0; round < depth.size(); ++round)
            for (const Connection& line : lines_)
                if (const auto from = depth.find(line.from); from != depth.end() && line.from != line.to)
                    depth[line.to] = std::min(depth.size(), std::max(depth[line.to], from->second + 1));
        std::size_t last = 0;
        for (const auto& [node, column] : depth) last = std::max(last, column);
        for (const BehaviourSpec& behaviour : cell.rulebook.behaviours()) add(behaviour.rule);
        columns_.resize(last + 2);
        for (const NodeSpec& node : cell.rulebook.nodes())
            columns_[depth[node.rule.name.text]].push_back(node.rule.name.text);
        for (const BehaviourSpec& behaviour : cell.rulebook.behaviours())
            columns_.back().push_back(behaviour.rule.name.text);
        std::set<std::string> signals;
        for (const Connection& line : lines_)
            if (!depth.contains(line.from)) signals.insert(line.from);
        columns_.front().assign(signals.begin(), signals.end());
        place();
    }

    bool empty() const { return lines_.empty() && columns_.back().empty(); }
    double height() const { return title_height + rows_ * row_height + margin; }
    double width() const { return margin * 2 + column_width * static_cast<double>(columns_.size() - 1) + box_width; }

    void draw(std::string& svg, double top) const
    {
        const auto out = std::back_inserter(svg);
        fmt::format_to(out, "<text x=\"{}\" y=\"{}\" font-size=\"18\" font-weight=\"bold\">{}</text>\n", margin,
                       top + 26.0, name_);
        for (const Connection& line : lines_) draw(svg, line, top);
        for (std::size_t column = 0; column < columns_.size(); ++column)
            for (const std::string& name : columns_[column]) draw(svg, name, column, top);
    }

  private:
    struct Spot {
        double x, y;
    };

    void add(const RuleSpec& rule)
    {
        const auto list = connections_of(rule);
        lines_.insert(lines_.end(), list.begin(), list.end());
    }

    void place()
    {
        for (const auto& column : columns_) rows_ = std::max(rows_, static_cast<double>(column.size()));
        for (std::size_t column = 0; column < columns_.size(); ++column)
            for (std::size_t row = 0; row < columns_[column].size(); ++row) {
                const double share = (static_cast<double>(row) + 0.5) / static_cast<double>(columns_[column].size());
                spots_[columns_[column][row]] = {margin + column_width * static_cast<double>(column),
                                                 title_height + share * rows_ * row_height};
            }
    }

    void draw(std::string& svg, const std::string& name, std::size_t column, double top) const
    {
        const Spot spot = spots_.at(name);
        const bool is_signal = column == 0;
        const bool is_behaviour = column + 1 == columns_.size();
        fmt::format_to(std::back_inserter(svg),
                       "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{}\" height=\"18\" rx=\"{}\" fill=\"{}\" "
                       "stroke=\"#555\"/><text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n",
                       spot.x, top + spot.y - 9.0, box_width, is_behaviour ? 2 : 9,
                       is_signal      ? "#eef3fa"
                       : is_behaviour ? "#fbf1df"
                                      : "#e7f3e7",
                       spot.x + box_width / 2.0, top + spot.y + 4.0, name);
    }

    void draw(std::string& svg, const Connection& line, double top) const
    {
        const Spot from = spots_.at(line.from);
        const Spot to = spots_.at(line.to);
        const double x = from.x + box_width;
        const double end = to.x - (line.kind == Line::inhibits ? 3.0 : 0.0);
        const double bend = std::max(40.0, (end - x) / 2.0);
        const char* const colour = line.kind == Line::inhibits ? "#b22222" : "#2f7d32";
        fmt::format_to(
            std::back_inserter(svg),
            "<path d=\"M{:.1f} {:.1f} C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}\" fill=\"none\" stroke=\"{}\" "
            "stroke-width=\"{}\" opacity=\"0.7\"/>",
            x, top + from.y, x + bend, top + from.y, end - bend, top + to.y, end, top + to.y, colour,
            line.kind == Line::required ? 2.4 : 1.1);
        if (line.kind == Line::inhibits)
            fmt::format_to(std::back_inserter(svg),
                           "<path d=\"M{0:.1f} {1:.1f} V{2:.1f}\" stroke=\"{3}\" stroke-width=\"2\"/>", end,
                           top + to.y - 5.0, top + to.y + 5.0, colour);
        svg += '\n';
    }

    std::string name_;
    std::vector<std::vector<std::string>> columns_;
    std::vector<Connection> lines_;
    std::map<std::string, Spot> spots_;
    double rows_ = 0.0;
};

}  // namespace

std::string network_picture(const ModelParams& model)
{
    std::vector<Panel> panels;
    for (const CellParams& cell : model.cells)
        if (Panel panel(cell); !panel.empty()) panels.push_back(std::move(panel));
    double width = 0.0;
    double height = margin;
    for (const Panel& panel : panels) {
        width = std::max(width, panel.width());
        height += panel.height();
    }
    std::string svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.0f}\" height=\"{:.0f}\" "
        "font-family=\"DejaVu Sans, sans-serif\" font-size=\"12\">\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n",
        width, height);
    double top = margin;
    for (const Panel& panel : panels) {
        panel.draw(svg, top);
        top += panel.height();
    }
    return svg + "</svg>\n";
}

}  // namespace trabecula
