#include "output/saved_states.hpp"

#include "output/checkpoint.hpp"
#include "output/file_header.hpp"
#include "output/run_contents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace trabecula {

namespace {

using hdf5::GroupReader;

constexpr std::size_t most_open = 64;  // files

[[noreturn]] void refuse(const GroupReader& where, const std::string& what)
{
    throw FileError(
        fmt::format("{}: {}{}; it was saved by another version: let this version make that run, and begin "
                    "from it then",
                    where.file().string(), where.path(), what));
}

/// The names under which a column may have been saved.
std::vector<std::string> names_of(const ColumnSpec& column)
{
    const std::string total = total_name({});
    std::vector<std::string> names{column.name, total_name(column.name)};
    if (column.name.ends_with(total)) names.push_back(column.name.substr(0, column.name.size() - total.size()));
    return names;
}

/// Datasets of a saved table by the names of their columns.
std::map<std::string, std::string> saved_columns(const GroupReader& group)
{
    std::map<std::string, std::string> saved;
    for (const std::string& dataset : group.datasets()) saved[group.label(dataset).name] = dataset;
    return saved;
}

void check_dataset(const GroupReader& group, const std::string& dataset, ScalarType type, std::uint64_t rows)
{
    const hdf5::DatasetInfo info = group.info(dataset);
    if (info.type != hdf5::number_type(type))
        refuse(group, fmt::format("/{} holds {}, expected {}", dataset, hdf5::to_string(info.type), to_string(type)));
    if (info.shape != hdf5::Shape{rows}) group.fail(dataset, fmt::format("does not have {} rows", rows));
}

void adopt_table(const GroupReader& group, Table& table, bool rows_may_change, Adopted& adopted)
{
    const std::uint64_t rows = group.unsigned_attribute("rows");
    if (rows != table.rows() && !rows_may_change)
        refuse(group, fmt::format(" has {} rows, expected {}", rows, table.rows()));
    std::map<std::string, std::string> saved = saved_columns(group);
    std::vector<std::pair<std::size_t, std::string>> found;
    for (std::size_t c = 0; c < table.column_count(); ++c) {
        const ColumnSpec& spec = table.specs()[c];
        if (spec.role != Role::state) continue;
        const std::vector<std::string> names = names_of(spec);
        const auto name = std::ranges::find_if(names, [&](const std::string& n) { return saved.contains(n); });
        if (name == names.end()) {
            adopted.new_columns.push_back({table.name(), spec.name});
            continue;
        }
        check_dataset(group, saved[*name], spec.type, rows);
        found.emplace_back(c, saved[*name]);
        saved.erase(*name);
    }
    for (const auto& [column, dataset] : saved) adopted.left_out.push_back({table.name(), column});
    table.resize(rows);
    for (const auto& [c, dataset] : found)
        group.read_into(dataset, hdf5::number_type(table.specs()[c].type), table.bytes(c));
}

void adopt_tables(const GroupReader& group, State& state, Adopted& adopted)
{
    const std::vector<Table*> tables = state.tables();
    const std::vector<std::string> names = table_groups({tables.begin(), tables.end()});
    for (const std::string& saved : group.groups())
        if (std::ranges::find(names, saved) == names.end())
            refuse(group, fmt::format(" has a table {} that is unknown here", saved));
    for (std::size_t t = 0; t < tables.size(); ++t) {
        if (!group.has(names[t])) refuse(group, fmt::format(" has no table {}", names[t]));
        adopt_table(group.group(names[t]), *tables[t], is_population(state, tables[t]), adopted);
    }
}

}  // namespace

SavedStates::SavedStates(std::filesystem::path run) : run_(std::move(run)), index_(index_path(run_))
{
    const GroupReader root = hdf5::open_file(index_);
    RunContents contents = read_index(root);
    identity_ = std::move(contents.identity);
    grid_ = contents.grid;
    for (const std::uint32_t step : checkpoint_steps(root)) {
        try {
            const GroupReader checkpoint = open_checkpoint(root, step);
            moments_.push_back({step, checkpoint.number_attribute("time_h")});
            open_.emplace(step, checkpoint);
        } catch (const FileError&) {
            continue;  // damaged, or removed by the run meanwhile; whoever asks for this one hears which there are
        }
        if (open_.size() > most_open) open_.erase(open_.begin());
    }
}

Adopted SavedStates::adopt(std::uint32_t step, State& state, TimeSeries& series) const
{
    const auto held = open_.find(step);
    const GroupReader root = held != open_.end() ? held->second : open_checkpoint(hdf5::open_file(index_), step);
    const FileHeader header = read_header(root, "checkpoint");
    if (header.scenario_hash != identity_.scenario_hash || header.seed != identity_.seed || !(header.grid == grid_))
        root.fail("@scenario_hash", "is not that of the run in whose folder it lies");
    if (!(header.grid == state.tissue.grid))
        throw FileError(fmt::format("{}: has {} x {} x {} voxels of {} um, this scenario has {} x {} x {} of {} um",
                                    root.file().string(), grid_.nx, grid_.ny, grid_.nz, grid_.spacing.value,
                                    state.tissue.grid.nx, state.tissue.grid.ny, state.tissue.grid.nz,
                                    state.tissue.grid.spacing.value));
    check_checksum(root);
    Adopted adopted{{run_.string(), header.scenario_hash, header.seed, root.number_attribute("time_h"),
                     root.text_attribute("state_hash")},
                    {},
                    {}};
    adopt_tables(root.group("state"), state, adopted);
    state.step = static_cast<StepIndex>(root.integer_attribute("step"));
    state.time_h = adopted.origin.time_h;
    series = read_time_series(root);
    return adopted;
}

}  // namespace trabecula
