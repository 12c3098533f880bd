#include "agents/bindings.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

namespace {

Species field(std::size_t index)
{
    return {Species::Kind::field, index};
}

Species systemic(std::size_t index)
{
    return {Species::Kind::systemic, index};
}

Binding pair(Species a, Species b, double kd_pM)
{
    return {"", {a, b}, Picomolar{kd_pM}, ""};
}

}  // namespace

TEST_CASE("A field that several others bind is the centre of one star, in whatever order they are named", "[binding]")
{
    const BindingStars found =
        stars_of({pair(field(4), field(1), 2.0), pair(field(7), field(8), 5.0), pair(systemic(0), field(4), 3.0)});
    REQUIRE(found.stars.size() == 2);
    CHECK(found.others.empty());
    CHECK(found.stars[0].centre == field(4));
    REQUIRE(found.stars[0].binders.size() == 2);
    CHECK(found.stars[0].binders[0].species == field(1));
    CHECK(found.stars[0].binders[0].kd.value == 2.0);
    CHECK(found.stars[0].binders[1].species == systemic(0));
    CHECK(found.stars[0].binders[1].kd.value == 3.0);
    CHECK(found.stars[1].centre == field(7));
}

TEST_CASE("A field and a systemic signal of the same number are two species", "[binding]")
{
    const BindingStars found = stars_of({pair(field(0), field(1), 1.0), pair(systemic(0), field(2), 1.0)});
    CHECK(found.stars.size() == 2);
}

TEST_CASE("Chains and rings are told apart from stars", "[binding]")
{
    const BindingStars chain =
        stars_of({pair(field(0), field(1), 1.0), pair(field(2), field(3), 1.0), pair(field(1), field(2), 1.0)});
    CHECK(chain.stars.empty());
    REQUIRE(chain.others.size() == 1);
    CHECK(chain.others[0] == std::vector<std::size_t>{0, 1, 2});
    CHECK(stars_of({pair(field(0), field(1), 1.0), pair(field(1), field(2), 1.0), pair(field(2), field(0), 1.0)})
              .others.size() == 1);
}
