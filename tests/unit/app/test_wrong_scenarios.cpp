#include "app/scenario/scenario.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace trabecula;

namespace {

const std::filesystem::path demo =
    std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo-berberine.toml";

/// What the user reads when one thing of a right scenario is made wrong.
std::string complaint(const std::vector<std::string>& settings)
{
    try {
        load_scenario(demo, {settings});
    } catch (const InputError& error) {
        return error.what();
    }
    return "nothing was wrong";
}

struct Wrong {
    const char* setting;
    const char* said;
};

}  // namespace

TEST_CASE("Each kind of wrong scenario is refused with place, value, rule and remedy", "[config][errors]")
{
    const Wrong wrong = GENERATE(values<Wrong>({
        {"time.step=10 pM", "time.step = \"10 pM\" is not a time; give one like \"1 h\""},
        {"time.step=1", "time.step = 1 has no unit"},
        {"time.step=\"one hour\"", "is not a number with a known unit"},
        {"time.step=0 h", "out of range: it must lie between"},
        {"time.step=-1 h", "out of range"},
        {"time.duration=90 min", "is not a whole number of steps of 1 h"},
        {"time.seed=-1", "out of range: it must lie between 0"},
        {"time.seed=1.5", "is a number, not a whole number"},
        {"time.sed=1", "unknown key time.sed; did you mean"},
        {"titel=x", "unknown key titel; did you mean title?"},
        {"title=3", "title = 3 is a whole number, not a string"},
        {"tissue.synthetic.bv_tv=95 %", "out of range: it must lie between 0.05 and 0.6"},
        {"tissue.synthetic.voxel=10 pM", "tissue.synthetic.voxel = \"10 pM\" is not a length"},
        {"tissue.synthetic.size=20 um", "makes a box of 2 voxels along an edge"},
        {"tissue.synthetic.size=325 um", "size = 325 um is not a whole number of voxels of 10 um; take 330 um"},
        {"tissue.synthetic.plates=2", "out of range: it must lie between 0 and 1"},
        {"placement={file='no/such.csv'}", "cannot be read"},
        {"load.stress_z=-1 MPa", "is out of range: it must be at least 0 MPa"},
        {"load.modulus=1 um", "load.modulus = \"1 um\" is not a stress; give one like \"1 MPa\""},
        {"load.signal=laod", "load.signal = \"laod\" is no systemic signal; did you mean load?"},
        {"bone.surface_per_nucleus=1e9 um2", "out of range"},
        {"cell.osteocyte.reach=10 m", "out of range"},
        {"tissue.synthetic.voxels=[1, 2]", "is not a list of 3 whole numbers"},
        {"tissue.well.depth=1 mm", "or tissue.file must be given, one of them"},
        {"tissue.file=bone.h5", "tissue.file = \"bone.h5\" does not exist; make one"},
        {"fields.TNF.walls={x='perodic'}",
         "x = \"perodic\" is neither a concentration like \"60 pM\" nor one of the words for it; did you mean "
         "periodic?"},
        {"fields.TNF.walls={z_high='3 um'}", "is not a concentration"},
        {"fields.TNF.walls={y_low='periodic'}", "needs the opposite face; write y = \"periodic\""},
        {"fields.TNF.walls={x='5 pM', x_low='6 pM'}", "is given besides x, which says it of both faces"},
        {"fields.TNF.walls={top='5 pM'}", "unknown key fields.TNF.walls.top"},
        {"solver.coarsening=5", "coarsening = 5 is out of range: it must lie between 1 and 4"},
        {"output.frames=25 min", "is not a whole number of steps"},
        {"output.keep_checkpoints=0", "it must lie between 1 and 1000"},
        {"output.pictures=true", "unknown key output.pictures"},
        {"solver.tolerance=1", "out of range"},
        {"fields.RANKL.decay=-1 /h", "out of range: it must be at least 0 1/h"},
        {"fields.RANKL.difusivity={}", "unknown key fields.RANKL.difusivity"},
        {"fields.RANKL.source=assumed", "says only \"assumed\""},
        {"fields.IFNG={diffusivity={marrow='1 um2/s', bone='1 um2/s'}, decay='1 /h'}",
         "fields.IFNG has numbers without a source"},
        {"fields.RANKL=3", "fields.RANKL = 3 is a whole number, not a table"},
        {"cell.osteoclats.density=3", "unknown key cell.osteoclats"},
        {"cell.osteoclast.weight=2", "must be 1 for cells of bone"},
        {"cell.macrophage.weight=50",
         "bone.packing = 20 um holds 8000 um3, but one agent of macrophage stands for 50 cells"},
        {"cell.macrophage.weight=1.5", "must be a whole number of cells"},
        {"cell.t_cell.states.fate.starts.naive=0.5", "starts holds shares that add up to 0.8, not to 1"},
        {"cell.t_cell.states.fate.starts.nave=0.1",
         "unknown key cell.t_cell.states.fate.starts.nave; did you mean naive?"},
        {"cell.t_cell.states.fate.of=['naive']", "of must name 2 to 255 states"},
        {"cell.t_cell.states.mood={of=['calm', 'TNF'], starts={calm=1}, source='a test'}",
         "cell.t_cell has a state \"TNF\", but that is a field already"},
        {"cell.t_cell.behaviour.secrete_IL17.when=['Th1']",
         "when names \"Th1\", which is not a state of this cell; did you "
         "mean Th2?"},
        {"cell.macrophage.behaviour.secrete_IL10.when=['M2', 'senescent']", "take states of one group"},
        {"cell.macrophage.behaviour.secrete_IL10.when=[]", "when names no state"},
        {"cell.t_cell.behaviour.become_Th1.base=1 /d",
         "t_cell has no behaviour \"become_Th1\"; did you mean become_Th2?"},
        {"cell.osteocyte.behaviour.become_osteoblast.base=1 /d", "osteocyte has no behaviour \"become_osteoblast\""},
        {"cell.macrophage.behaviour.become_t_cell={base='1 /d', source='a test'}",
         "stands for 2 cells and t_cell, which it may become, for 1; give both one weight"},
        {"intervention.ko.knock_out=['RANKLE']", "no such field, cell type, state, node, behaviour"},
        {"intervention.ko.knock_out=['t_cells']", "did you mean t_cell?"},
        {"intervention.ko.knock_out=['osteoblast.nfkB']", "did you mean osteoblast.nfkb?"},
        {"intervention.ko.knock_out=['TNF -> osteoblast.akt']", "or edge"},
        {"intervention.ko.knock_out=[]", "knock_out names nothing"},
        {"intervention.ko={knock_out=['t_cell'], start='3 d'}", "a cell type can only be absent for the whole run"},
        {"intervention.ko={knock_out=['TNF'], start='40 d'}", "past the end of the run"},
        {"intervention.ko={knock_out=['TNF'], compound='berberine'}", "unknown key intervention.ko.compound"},
        {"cell.osteoblast.node.wnt.like=mcs", "like = \"mcs\" is no cell type of this scenario; did you mean msc?"},
        {"cell.osteoblast.node.mapk.like=msc", "like = \"msc\", but msc has no node mapk"},
        {"cell.msc.node.wnt.like=osteoblast", "like leads back to itself"},
        {"cell.msc.node.wnt.like=msc", "names the cell itself"},
        {"cell.msc.node.wnt.like=3", "like must be the name of a cell type"},
        {"cell.osteoblast.density=600 /mm3", "is not a number per area"},
        {"cell.osteocyte.behaviour.resorb={base='1 um3/d', source='x'}", "osteocyte has no behaviour \"resorb\""},
        {"cell.t_cell.behaviour.secrete_IL71={base='1 /h', source='x'}", "did you mean secrete_IL17?"},
        {"cell.t_cell.behaviour.move.max='1 um/h'", "is not a diffusivity"},
        {"cell.osteoclast_precursor.node.nfkb.relaxation=0 h", "out of range: it must be more than 0 h"},
        {"cell.osteoclast_precursor.node.nfkb.activators=[{signal='rnak', half=0.5, hill=2}]",
         "is not a signal of this cell; did you mean rank?"},
        {"cell.osteoclast_precursor.node.nfkb.activators=[{signal='TNF', half=0.5, hill=2}]", "half = 0.5 has no unit"},
        {"cell.osteoclast_precursor.node.nfkb.activators=[{signal='rank', half=0.5, hill=0}]",
         "hill = 0 is out of range"},
        {"cell.osteoclast_precursor.node.nfkb.activators=3", "is a whole number, not a list"},
        {"compound.berberine.effect.precursor_nfkb.target=nfkb", "is not of the form cell.node"},
        {"compound.berberine.effect.precursor_nfkb.target=osteoclast_precursor.nfkappab",
         "osteoclast_precursor has no node or behaviour \"nfkappab\""},
        {"compound.berberine.effect.precursor_nfkb.target=osteoclat.nfkb",
         "which is no cell type; did you mean osteoclast?"},
        {"compound.berberine.effect.precursor_nfkb.emax=1.5", "out of range"},
        {"compound.berberine.effect.precursor_nfkb.direction=inhibit", "is not known; did you mean inhibits?"},
        {"compound.berberine.acts_as=PTX", "is no systemic signal in pM; did you mean PTH?"},
        {"compound.TNF={source='a test'}", "compound.TNF is called like a field"},
        {"compound.calcitonin={source='a test'}", "compound.calcitonin is called like a systemic signal"},
        {"intervention.berberine.compound=berberin",
         "is not a compound that this scenario includes; did you mean berberine?"},
        {"intervention.berberine.concentration=-1 uM", "out of range: it must be at least 0 pM"},
        {"intervention.berberine.concentration=nominl", "did you mean nominal?"},
        {"intervention.berberine.dose=5 mg/kg",
         "intervention.berberine.dose is given besides a concentration; give one of them"},
        {"intervention.berberine.pk=rat_oral", "pk is for a dose; leave it out where a concentration is given"},
        {"intervention.more={compound='berberine'}", "intervention.more.concentration or dose must be given"},
        {"intervention.more={compound='berberine', dose='-5 mg/kg'}",
         "dose = \"-5 mg/kg\" is out of range: it must be at least 0 mg/kg"},
        {"intervention.more={compound='berberine', dose='20 %'}",
         "dose = 200000 mg/kg is out of range: it must be at most 10000 mg/kg"},
        {"intervention.more={compound='berberine', dose='5 um'}",
         "dose = \"5 um\" is neither a dose by mass per body weight like \"125 mg/kg\" nor"},
        {"intervention.more={compound='berberine', dose='5 mg/kg', pk='rat_orl'}",
         "pk = \"rat_orl\" is no pharmacokinetics of compound berberine; did you mean rat_oral?"},
        {"intervention.more={compound='berberine', dose='5 mg/kg', start='40 d'}", "is past the end of the run"},
        {"intervention.more={compound='berberine', dose='5 mg/kg', every='1 d', stop='40 d'}",
         "stop = 960 h is past the end of the run at 672 h"},
        {"intervention.more={compound='berberine', dose='5 mg/kg', lasting='2 h'}",
         "unknown key intervention.more.lasting"},
        {"intervention.more={compound='berberin', dose='5 mg/kg'}",
         "is not a compound that this scenario includes; did you mean berberine?"},
        {"compound.berberine.molar_mass=3 g", "is not a molar mass; give one like \"676.7 g/mol\""},
        {"compound.berberine.nominal=0 pM", "out of range: it must be more than 0 pM"},
        {"compound.berberine.effect.precursor_nfkb.claims=BER-1", "is a string, not a list"},
        {"compound.berberine.effect.precursor_nfkb.residual=yes", "residual = \"yes\" is a string, not true or false"},
        {"compound.berberine.pk.rat_oral.exchange=1 L/h/kg", "exchange needs peripheral_volume too"},
        {"intervention.berberine.start=40 d", "is past the end of the run"},
        {"intervention.berberine.every=1 d", "needs the other one too"},
        {"bone.most_nuclei=2", "is less than fusion_nuclei"},
        {"binding.RANKL_OPG.kd=0 pM", "binding.RANKL_OPG.kd = \"0 pM\" is out of range: it must be more than 0 pM"},
        {"binding.RANKL_OPG.kd=-1 pM", "out of range: it must be more than 0 pM"},
        {"binding.RANKL_OPG.kd=2 um", "binding.RANKL_OPG.kd = \"2 um\" is not a concentration"},
        {"binding.RANKL_OPG.kd=2", "binding.RANKL_OPG.kd = 2 has no unit"},
        {"binding.RANKL_OPG.Kd=2 pM", "unknown key binding.RANKL_OPG.Kd; did you mean kd?"},
        {"binding.RANKL_OPG.partners=['RANKL', 'OPGG']",
         "binding.RANKL_OPG.partners names \"OPGG\", which is neither a field nor a systemic concentration; did you "
         "mean OPG?"},
        {"binding.RANKL_OPG.partners=['RANKL', 'RANKL']", "names one partner twice"},
        {"binding.RANKL_OPG.partners=['RANKL']", "must name the two that bind"},
        {"binding.RANKL_OPG.partners=['RANKL', 'OPG', 'TNF']", "must name the two that bind"},
        {"binding.RANKL_OPG.partners=RANKL", "is a string, not a list"},
        {"binding.RANKL_OPG.partners=['RANKL', 'oestrogen']", "a systemic signal that is a pure number"},
        {"binding.B={partners=['OPG', 'RANKL'], kd='1 pM', source='x'}",
         "[\"RANKL\", \"OPG\"] bind in binding.B already; keep one of them"},
        {"binding.B={partners=['TNF', 'berberine'], kd='1 pM'}", "binding.B has numbers without a source"},
        {"fields.OPG.decay=0.5 /min",
         "binding.RANKL_OPG.partners = [\"RANKL\", \"OPG\"] have different decay, 21 and 30 /h; what is bound moves "
         "and "
         "decays with what is free, so both must have the same: change fields.RANKL or fields.OPG"},
        {"fields.OPG.diffusivity.marrow=40 um2/s", "have different diffusivity.marrow, 46800 and 144000 um2/h"},
        {"fields.OPG.diffusivity.bone=0 um2/s", "have different diffusivity.bone, 4680 and 0 um2/h"},
        {"fields.OPG.walls.z='periodic'", "have different walls at z_low"},
        {"fields.RANKL_total={diffusivity={marrow='1 um2/s', bone='1 um2/s'}, decay='1 /h', source='x'}",
         "need the name RANKL_total for what is free and bound of RANKL"},
    }));
    CAPTURE(wrong.setting);
    CHECK_THAT(complaint({wrong.setting}), Catch::Contains(wrong.said));
}

TEST_CASE("A compound without nominal concentration, molar mass or pharmacokinetics cannot be given by them",
          "[config][errors]")
{
    const std::string bare = "compound.bare={source='a test'}";
    CHECK_THAT(complaint({bare, "intervention.more={compound='bare', concentration='nominal'}"}),
               Catch::Contains("compound bare has no nominal concentration; add compound.bare.nominal"));
    CHECK_THAT(complaint({bare, "intervention.more={compound='bare', dose='5 mg/kg'}"}),
               Catch::Contains("needs pharmacokinetics, and compound bare has none; add a table like "
                               "[compound.bare.pk.rat_oral]"));
    CHECK_THAT(complaint({"compound.bare={source='a test', pk={iv={route='intravenous', volume='1 L/kg', "
                          "clearance='1 L/h/kg', marrow_over_plasma=1, source='a test'}}}",
                          "intervention.more={compound='bare', dose='5 mg/kg'}"}),
               Catch::Contains("compound bare has no molar mass"));
}

TEST_CASE("Bindings in a chain, which no one equation settles, are refused", "[config][errors]")
{
    const std::string said =
        complaint({"fields.TNF.diffusivity={marrow='13 um2/s', bone='1.3 um2/s'}", "fields.TNF.decay=0.35 /min",
                   "binding.B={partners=['OPG', 'TNF'], kd='1 pM', source='x'}",
                   "binding.C={partners=['TNF', 'berberine'], kd='1 pM', source='x'}"});
    CHECK_THAT(said, Catch::Contains("binding.B, binding.C, binding.RANKL_OPG form a chain"));
}

TEST_CASE("All problems of a scenario are told at once", "[config][errors]")
{
    const std::string all = complaint({"time.step=1", "tissue.synthetic.bv_tv=2", "bone.most_nuclei=2", "titel=x"});
    for (const char* part : {"time.step", "bv_tv", "most_nuclei", "titel"}) CHECK_THAT(all, Catch::Contains(part));
}

TEST_CASE("A scenario that does not exist is refused", "[config][errors]")
{
    CHECK_THROWS_WITH(load_scenario("no/such.toml", {}), Catch::Contains("no/such.toml does not exist"));
}
