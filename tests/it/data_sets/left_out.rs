//! Columns that no record takes are counted, and those that nobody knows are named, in every data set.

use super::promises::{count, read, read_by, statement};
use factions::import::Treatment;
use factions::import::data_sets::{DataSet, DataSetOptions};

#[test]
fn columns_that_no_record_takes_are_counted() {
    for (name, text, rows) in [
        (
            "ucdp-esd-ty-181.csv",
            "year,conflict_id,civil,actor_id,actor_name,ext_id,ext_name,ext_bothsides,ext_sup,ext_w\n\
             1990,1,1,9601,Front,9600,Eastland,0,1,1\n1991,1,1,9601,Front,9600,Eastland,0,1,1\n",
            2,
        ),
        (
            "alliance_v4.1_by_dyad.csv",
            "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_year,dyad_end_year,ss_type,defense,entente\n\
             1,901,Northland,902,Southland,1900,1910,Type I: Defense Pact,1,0\n",
            1,
        ),
        (
            "atop5_1ddyr.csv",
            "stateA,stateB,year,defense,offense,neutral,nonagg,consul,atopid1,asymm\n\
             901,902,1950,1,0,0,0,0,2030,0\n902,901,1950,1,0,0,0,0,2030,0\n",
            2,
        ),
        (
            "gwstates.csv",
            "gwcode,gwc,country_name,start,end,microstate\n901,NOR,Northland,1950-01-01,2017-12-31,FALSE\n",
            1,
        ),
        (
            "umbrellas.csv",
            "id,name,description,startdate,enddate,groups,shortname\n5,Front of Fronts,Text,2007-05-00,,a,FF\n",
            1,
        ),
    ] {
        let import = read(&[(name, text)]);
        let left = count(&import, Treatment::Beyond, "columns-left-out");
        assert_eq!(left, rows, "{name}: {}", import.report);
        assert!(import.report.unknown_columns.is_empty(), "{name}");
    }
}

#[test]
fn columns_that_nobody_knows_are_named() {
    let supporters = "side_a\tside_b\tstartdate\tenddate\trsupname\tgsupname\trebel.support\trebestimate\tmy_column\n\
                      Northland\tFront\t1990-05-01\t1994-06-30\tEastland\t\texplicit\t500\t7\n";
    let import = read(&[("nsa.asc", supporters)]);
    assert_eq!(import.report.unknown_columns, ["my_column"]);
    let deleted = "event_id_cnty,deleted_timestamp,my_column\nNLD2,1711929600,7\n";
    let import = read(&[("deleted.csv", deleted)]);
    assert_eq!(import.report.unknown_columns, ["my_column"]);
}

#[test]
fn the_point_of_a_province_is_not_that_of_an_event() {
    let text = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\tRecipient Name\tPlacename\tCity\tProvince\t\
                Latitude\tLongitude\n\
                A1\t2023-01-02\tASSAULT\tfirearms\tArmy\tFront\tOld Town\tOld Town\tWest\t10.5\t20.5\n\
                A2\t2023-01-03\tASSAULT\tfirearms\tArmy\tFront\tWest\tNone\tWest\t11.5\t21.5\n";
    let mut options = DataSetOptions::default();
    options.only = Some(DataSet::Polecat);
    let import = read_by(&[("ngecEvents.DV.2023.txt", text)], options);
    assert!(statement(&import, "polecat-a2").contains("place"));
    let places: Vec<(&str, bool)> = import
        .record
        .places()
        .iter()
        .map(|place| (&*place.name, place.latitude.is_some()))
        .collect();
    assert_eq!(places, [("Old Town", true), ("West", false)]);
}
