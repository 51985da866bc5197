//! The same rows, whatever wrote the file.

use super::ged::{Row, file, many};
use super::{count, is_sound, read};
use factions::import::data_sets::{DataSet, DataSetOptions, DataSetReader};
use factions::import::{LoadError, Progress, Treatment};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

fn bytes(text: &[u8]) -> String {
    let import = DataSetReader::new()
        .read("ged.csv", text)
        .expect("it is read");
    is_sound(&import);
    import.record.to_toml()
}

#[test]
fn delimiters_line_ends_and_encodings_make_no_difference() {
    let rows: Vec<Row> = many()
        .into_iter()
        .filter(|row| !row.text.contains('"'))
        .collect();
    let text = file(&rows);
    let wanted = bytes(text.as_bytes());
    assert_eq!(bytes(format!("\u{FEFF}{text}").as_bytes()), wanted);
    assert_eq!(bytes(text.replace('\n', "\r\n").as_bytes()), wanted);
    assert_eq!(bytes(text.replace('\n', "\r").as_bytes()), wanted);
    assert_eq!(
        bytes(format!("Exported by hand\n\n{text}").as_bytes()),
        wanted
    );
    let tags = vec!["#event+id"; text.lines().next().expect("a header").split(',').count()];
    let (header, rest) = text.split_once('\n').expect("a header");
    let tagged = format!("{header}\n{}\n{rest}", tags.join(","));
    assert_eq!(bytes(tagged.as_bytes()), wanted);
    assert_eq!(
        bytes(
            header
                .to_uppercase()
                .as_bytes()
                .iter()
                .chain(b"\n")
                .chain(rest.as_bytes())
                .copied()
                .collect::<Vec<u8>>()
                .as_slice()
        ),
        wanted
    );
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(text.as_bytes()).expect("there is memory");
    assert_eq!(bytes(&packed.finish().expect("there is memory")), wanted);
    let wide: Vec<u8> = format!("\u{FEFF}{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(bytes(&wide), wanted);
}

#[test]
fn another_order_of_columns_and_numbers_with_fractions_make_no_difference() {
    let mut rows = [Row::new(1, "2020-05-01"), Row::new(2, "2020-05-02")];
    for row in &mut rows {
        row.articles = "2023-01-05";
    }
    let text = file(&rows).replace("Paper;Radio", "Paper");
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut cells: Vec<String> = line
            .split(',')
            .map(|cell| match cell.parse::<u32>() {
                Ok(number) => format!("{number}.0"),
                Err(_) => cell.to_owned(),
            })
            .collect();
        cells.reverse();
        lines.push(cells.join(";"));
    }
    assert_eq!(bytes(lines.join("\n").as_bytes()), bytes(text.as_bytes()));
}

#[test]
fn pages_of_the_interface_are_read_as_the_file_is() {
    let rows = [Row::new(1, "2020-05-01"), Row::new(2, "2020-05-02")];
    let text = file(&rows);
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let objects: Vec<String> = lines
        .map(|line| {
            let cells = header.iter().zip(line.split(','));
            let cells =
                cells.map(|(name, cell)| format!("\"{name}\":\"{}\"", cell.trim_matches('"')));
            format!("{{{}}}", cells.collect::<Vec<_>>().join(","))
        })
        .collect();
    let pages = objects
        .iter()
        .map(|object| format!("{{\"TotalCount\":2,\"TotalPages\":2,\"Result\":[{object}]}}"));
    let pages = pages.collect::<Vec<_>>().join("\n");
    assert_eq!(bytes(pages.as_bytes()), bytes(text.as_bytes()));
    assert_eq!(
        bytes(format!("[{}]", objects.join(",")).as_bytes()),
        bytes(text.as_bytes())
    );
}

#[test]
fn cells_of_an_old_encoding_are_read_and_counted() {
    let mut row = Row::new(1, "2020-05-01");
    row.place = ("M_naka", 1);
    let text = file(&[row]).into_bytes();
    let text: Vec<u8> = text
        .into_iter()
        .map(|b| if b == b'_' { b'_' } else { b })
        .collect();
    let place = text
        .windows(6)
        .position(|window| window == b"M_naka")
        .expect("it is there");
    let mut text = text;
    text[place + 1] = 0xE9;
    let import = DataSetReader::new()
        .read("ged.csv", &text[..])
        .expect("it is read");
    assert_eq!(&*import.record.places()[0].name, "Ménaka");
    assert_eq!(&*import.record.places()[0].key, "menaka");
    assert_eq!(count(&import.report, Treatment::Changed, "old-encoding"), 1);
}

#[test]
fn rows_of_another_length_are_set_aside_and_an_open_quote_is_told() {
    let text = file(&[Row::new(1, "2020-05-01"), Row::new(2, "2020-05-02")]);
    let cut = format!(
        "{text}3,short\n{},and,more\n",
        Row::new(4, "2020-05-03").line()
    );
    // a quote that ends at that of a later row
    let open = format!("{cut}5,\"open\n{}\n", Row::new(6, "2020-05-04").line());
    let import = read("ged.csv", &open);
    is_sound(&import);
    assert_eq!((import.report.made, import.report.set_aside), (2, 3));
    for code in ["cells-missing", "cells-too-many", "open-quote"] {
        assert_eq!(
            count(&import.report, Treatment::SetAside, code),
            1,
            "{code}"
        );
    }
}

#[test]
fn columns_that_are_not_known_are_named() {
    let text = file(&[Row::new(1, "2020-05-01")]);
    let more: Vec<String> = text
        .lines()
        .zip(["my_column", "7"])
        .map(|(line, cell)| format!("{line},{cell}"))
        .collect();
    let import = read("ged.csv", &more.join("\n"));
    assert_eq!(import.report.unknown_columns, ["my_column"]);
    assert!(
        import
            .report
            .to_string()
            .contains("columns not recognised: `my_column`")
    );
}

#[test]
fn files_of_no_data_set_and_sums_of_years_are_refused() {
    let refused = |text: &str| {
        let refused = DataSetReader::new().read("a.csv", text.as_bytes());
        match refused.expect_err("it is refused") {
            error @ LoadError::Unfit { .. } => error.to_string(),
            other => panic!("{other}"),
        }
    };
    assert!(refused("a,b\n1,2\n").contains("no data set that is known here"));
    let list = refused("a,b\n1,2\n");
    for title in ["COW states", "ATOP", "Mapping Militants", "UCDP GED"] {
        assert_eq!(list.matches(title).count(), 1, "{list}");
    }
    for none in [
        "",
        "\n\n",
        "[]",
        "{\"status\":200,\"count\":0,\"data\":[]}",
        "{\"Result\":[]}",
    ] {
        let refused = refused(none);
        assert!(refused.contains("it has no rows"), "{none}: {refused}");
    }
    let sums = "conflict_id,dyad_id,year,bd_best,bd_low,bd_high\n1,2,2020,25,25,30\n";
    assert!(refused(sums).contains("deaths count twice"));
    let one_sided = "conflict_id,actor_id,year,best_fatality_estimate,is_government_actor\n";
    assert!(refused(one_sided).contains("deaths count twice"));
    assert!(refused("country,month,events,fatalities\nMali,5,3,7\n").contains("aggregated"));
    let empty = file(&[]);
    assert!(refused(&empty).contains("a header and no rows"));
    let mut options = DataSetOptions::default();
    options.only = Some(DataSet::Acled);
    let other = DataSetReader::new()
        .options(options)
        .read("a.csv", "a,b\n1,2\n".as_bytes());
    let other = other.expect_err("it is refused").to_string();
    assert!(
        other.contains("it has no column `event_id_cnty`"),
        "{other}"
    );
}

#[test]
fn progress_is_told() {
    let text = file(&many());
    let mut last: Option<Progress> = None;
    let reader = DataSetReader::new().on_progress(|progress| last = Some(progress));
    reader.read("ged.csv", text.as_bytes()).expect("it is read");
    let last = last.expect("it was told at the end");
    assert_eq!((last.lines, last.bytes), (66, text.len() as u64));
}
