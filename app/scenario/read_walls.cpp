#include "app/scenario/read_walls.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace trabecula {

namespace {

Wall read_wall(Section& section, const std::string& key)
{
    const std::vector<std::string> words{"no flux", "periodic"};
    Wall wall;
    const auto word = section.read_word_or(key, wall.level, not_negative, words);
    wall.kind = !word ? Wall::Kind::held : *word == 1 ? Wall::Kind::periodic : Wall::Kind::no_flux;
    return wall;
}

}  // namespace

Walls read_walls(Section& section)
{
    Walls walls;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::string both(1, "xyz"[axis]);
        if (section.has(both)) walls.faces[2 * axis] = walls.faces[2 * axis + 1] = read_wall(section, both);
        for (std::size_t face = 2 * axis; face < 2 * axis + 2; ++face) {
            const std::string key = Walls::names[face];
            if (!section.has(key)) continue;
            const Wall wall = read_wall(section, key);
            if (section.has(both))
                section.problem(key, fmt::format("is given besides {}, which says it of both faces; give one", both));
            else if (wall.kind == Wall::Kind::periodic)
                section.problem(key,
                                fmt::format("= \"periodic\" needs the opposite face; write {} = \"periodic\"", both));
            else
                walls.faces[face] = wall;
        }
    }
    return walls;
}

}  // namespace trabecula
