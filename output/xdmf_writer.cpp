#include "output/atomic_file.hpp"
#include "output/run_contents.hpp"
#include "output/xdmf.hpp"

#include <fmt/format.h>

namespace trabecula {

namespace {

std::string_view xdmf_type(hdf5::NumberType type)
{
    switch (type) {
        case hdf5::NumberType::uint8:
            return R"(NumberType="UChar" Precision="1")";
        case hdf5::NumberType::uint32:
            return R"(NumberType="UInt" Precision="4")";
        case hdf5::NumberType::uint64:
            return R"(NumberType="UInt" Precision="8")";
        case hdf5::NumberType::int64:
            return R"(NumberType="Int" Precision="8")";
        case hdf5::NumberType::float32:
            return R"(NumberType="Float" Precision="4")";
        case hdf5::NumberType::float64:
            return R"(NumberType="Float" Precision="8")";
    }
    return {};
}

std::string data_item(const std::string& place, hdf5::NumberType type, const std::string& dimensions)
{
    return fmt::format(R"(<DataItem Format="HDF" {} Dimensions="{}">{}</DataItem>)", xdmf_type(type), dimensions,
                       place);
}

std::string attribute(const std::string& name, const char* centre, const std::string& item)
{
    return fmt::format(R"(<Attribute Name="{}" AttributeType="Scalar" Center="{}">{}</Attribute>)", name, centre,
                       item) +
           "\n";
}

std::string fields_of(const FrameRecord& frame, const RunContents& contents)
{
    std::vector<XdmfArray> arrays;
    const std::vector<std::string> names = shown_names(contents.layout.voxels);
    for (std::size_t a = 0; a < names.size(); ++a) {
        const FrameArray& array = contents.layout.voxels[a];
        arrays.push_back({names[a], fmt::format("{}:/{}/{}", frame.file, array.group, array.dataset), array.type});
    }
    return xdmf_voxel_grid("fields", contents.grid, arrays, frame.time_h);
}

/// Wrapped in a collection, so that a step without agents can be an empty one: an omitted step would show the agents of
/// the step before, and an empty dataset is an error in some of ParaView's readers.
std::string agents_of(const FrameRecord& frame, const RunContents& contents)
{
    std::string text =
        fmt::format("<Grid Name=\"agents\" GridType=\"Collection\" CollectionType=\"Spatial\"><Time Value=\"{}\"/>\n",
                    frame.time_h);
    if (frame.agents > 0) {
        const std::string rows = std::to_string(frame.agents);
        const auto item = [&](const std::string& dataset, hdf5::NumberType type, const std::string& dimensions) {
            return data_item(frame.file + ":/agents/" + dataset, type, dimensions);
        };
        text += fmt::format(
            "<Grid Name=\"agents\" GridType=\"Uniform\">\n"
            "<Topology TopologyType=\"Polyvertex\" NumberOfElements=\"{}\" NodesPerElement=\"1\">{}</Topology>\n"
            "<Geometry GeometryType=\"XYZ\">{}</Geometry>\n",
            rows, item("vert", hdf5::NumberType::int64, rows),
            item("position", hdf5::NumberType::float32, rows + " 3"));
        const std::vector<std::string> names = shown_names(contents.layout.agents);
        for (std::size_t a = 0; a < names.size(); ++a) {
            const FrameArray& array = contents.layout.agents[a];
            text += attribute(names[a], "Node", item(array.dataset, array.type, rows));
        }
        text += "</Grid>\n";
    }
    return text + "</Grid>\n";
}

}  // namespace

std::string xdmf_voxel_grid(const std::string& name, const Grid& grid, const std::vector<XdmfArray>& arrays,
                            double time_h)
{
    const double edge = grid.spacing.value;
    std::string text = fmt::format(
        "<Grid Name=\"{}\" GridType=\"Uniform\"><Time Value=\"{}\"/>\n"
        "<Topology TopologyType=\"3DCoRectMesh\" Dimensions=\"{} {} {}\"/>\n"
        "<Geometry GeometryType=\"ORIGIN_DXDYDZ\"><DataItem Format=\"XML\" Dimensions=\"3\">0 0 0</DataItem>"
        "<DataItem Format=\"XML\" Dimensions=\"3\">{} {} {}</DataItem></Geometry>\n",
        name, time_h, grid.nz + 1, grid.ny + 1, grid.nx + 1, edge, edge, edge);
    const std::string dimensions = fmt::format("{} {} {}", grid.nz, grid.ny, grid.nx);
    for (const XdmfArray& array : arrays)
        text += attribute(array.name, "Cell", data_item(array.place, array.type, dimensions));
    return text + "</Grid>\n";
}

std::string xdmf_series(const std::string& grids)
{
    return "<?xml version=\"1.0\"?>\n<Xdmf Version=\"2.0\"><Domain>\n"
           "<Grid Name=\"run\" GridType=\"Collection\" CollectionType=\"Temporal\">\n" +
           grids + "</Grid>\n</Domain></Xdmf>\n";
}

std::vector<TextFile> xdmf_files(const RunContents& contents)
{
    std::string fields;
    std::string agents;
    for (const FrameRecord& frame : contents.frames) {
        fields += fields_of(frame, contents);
        agents += agents_of(frame, contents);
    }
    const bool has_any = !contents.frames.empty();
    return {{"run_fields.xdmf", has_any ? xdmf_series(fields) : ""},
            {"run_agents.xdmf", has_any ? xdmf_series(agents) : ""}};
}

void write_xdmf_files(const std::filesystem::path& folder, const RunContents& contents)
{
    for (const TextFile& file : xdmf_files(contents)) {
        if (file.text.empty())
            remove_file(folder / file.name);
        else
            write_text_file(folder / file.name, file.text);
    }
}

}  // namespace trabecula
