#include "agents/state.hpp"

#include "core/state_hash.hpp"

namespace trabecula {

namespace {

template <class TablePointer, class StateReference>
std::vector<TablePointer> all_tables(StateReference& state)
{
    std::vector<TablePointer> tables{&state.tissue.table, &state.fields.table, &state.presented};
    for (auto& population : state.populations) tables.push_back(&population.table);
    tables.push_back(&state.totals);
    return tables;
}

template <class T>
void add_value(StateHash& hash, const T& value)
{
    hash.add(std::as_bytes(std::span(&value, 1)));
}

}  // namespace

std::vector<Table*> State::tables()
{
    return all_tables<Table*>(*this);
}
std::vector<const Table*> State::tables() const
{
    return all_tables<const Table*>(*this);
}

std::string State::hash() const
{
    StateHash hash;
    add_value(hash, raw(step));
    for (const Table* table : tables()) {
        hash.add(table->name());
        add_value(hash, table->rows());
        for (std::size_t c = 0; c < table->column_count(); ++c) {
            if (table->specs()[c].role != Role::state) continue;
            hash.add(table->specs()[c].name);
            hash.add(table->bytes(c));
        }
    }
    return hash.digest();
}

std::size_t State::bytes_held() const
{
    std::size_t total = 0;
    for (const Table* table : tables()) total += table->bytes_held();
    return total;
}

}  // namespace trabecula
