//! R27 and the names of R28.

use crate::test;
use waypost_core::number::{fit, fit_name, in_use, taken};
use waypost_core::sync::Class;
use waypost_core::wire::{Kind, System};

const LONG: &str = "SUMMARY-2026-09-BLUE-RIDGE-FOODS-INC-ATLANTA-0001";

#[test]
fn r27_case_54_each_system_has_its_length() {
    let lengths = [
        (System::BusinessCentral, Kind::Invoice, 35),
        (System::BusinessCentral, Kind::Bill, 35),
        (System::QuickbooksOnline, Kind::Invoice, 21),
        (System::QuickbooksOnline, Kind::Bill, 21),
        (System::QuickbooksDesktop, Kind::Invoice, 11),
        (System::QuickbooksDesktop, Kind::Bill, 20),
        (System::Netsuite, Kind::Invoice, 45),
        (System::Netsuite, Kind::Bill, 45),
    ];
    for (system, kind, most) in lengths {
        let fits = &LONG[..most];
        assert_eq!(fit(fits, system, kind).text, fits, "{system} {kind}");
        assert_eq!(fit(fits, system, kind).original, None);
        let over = fit(&LONG[..=most], system, kind);
        assert_eq!(over.text.chars().count(), most, "{system} {kind}");
        assert_eq!(over.original.as_deref(), Some(&LONG[..=most]), "it stays reversible");
        assert!(over.text.starts_with(&LONG[..most - 6]), "{}", over.text);
    }
}

/// Golden: the suffix may never change, or a number already in the books is not found again.
#[test]
fn r27_case_54_shortening_is_the_same_for_ever_and_tells_numbers_apart() {
    let short = |number| fit(number, System::QuickbooksDesktop, Kind::Invoice).text;
    assert_eq!(short("SUMMARY-2026-09-0001"), "SUMMA-G5VAQ");
    assert_eq!(short("SUMMARY-2026-09-0002"), "SUMMA-9MVAQ");
    assert_eq!(short("Łódź–Kraków 2026"), "Łódź–-4VAN6");
}

#[test]
fn r27_business_central_keeps_numbers_in_capitals_and_no_system_keeps_blanks_around() {
    let number = fit(" ref-1002345\t", System::BusinessCentral, Kind::Invoice);
    assert_eq!(number.text, "REF-1002345");
    assert_eq!(number.original.as_deref(), Some(" ref-1002345\t"));
    let number = fit(" ref\u{7}\n1 ", System::QuickbooksOnline, Kind::Bill);
    assert_eq!(number.text, "ref 1");
    assert_eq!(fit("ref-1", System::Netsuite, Kind::Bill).original, None);
}

/// Spelled apart only in a way that the books do not keep.
#[test]
fn r27_numbers_that_fall_together_are_held() {
    let one = fit("ref-1", System::BusinessCentral, Kind::Bill);
    let other = fit("REF-1", System::BusinessCentral, Kind::Bill);
    assert_eq!(one.text, other.text);
    let held = taken(&other.text, "108001");
    assert_eq!((held.reason.as_str(), held.class), ("number_collision", Class::NeedsPerson));
    assert!(held.message.contains("REF-1") && held.message.contains("108001"), "{}", held.message);
    let later = in_use(&other.text);
    assert_eq!((later.reason.as_str(), later.class), ("number_in_use", Class::Transient));
    assert!(later.message.contains("REF-1"), "{}", later.message);
}

#[test]
fn case_57_a_colon_in_a_name_becomes_a_dash_where_it_would_part_the_name() {
    for system in [System::QuickbooksOnline, System::QuickbooksDesktop] {
        for name in ["Blue Ridge: Atlanta", "Blue Ridge:Atlanta", "Blue Ridge :\tAtlanta\n"] {
            let fitted = fit_name(name, system);
            assert_eq!(fitted.text, "Blue Ridge - Atlanta");
            assert_eq!(fitted.original.as_deref(), Some(name), "shown before it is made");
        }
    }
    let kept = fit_name("Blue Ridge: Atlanta", System::BusinessCentral);
    assert_eq!((kept.text.as_str(), kept.original), ("Blue Ridge: Atlanta", None));
}

#[test]
fn case_57_names_have_each_systems_length() {
    let lengths = [
        (System::BusinessCentral, 100),
        (System::QuickbooksOnline, 500),
        (System::QuickbooksDesktop, 41),
        (System::Netsuite, 83),
    ];
    for (system, most) in lengths {
        let name = "n".repeat(most);
        assert_eq!(fit_name(&name, system).original, None, "{system}");
        let over = fit_name(&format!("{name}n"), system);
        assert_eq!(over.text.chars().count(), most, "{system}");
        assert!(over.original.is_some());
    }
}
