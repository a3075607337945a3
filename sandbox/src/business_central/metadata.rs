//! `$metadata`: the EDMX of what is served, made from the same tables that the service goes by.

use std::fmt::Write;

use super::{
    enums::{EnumType, member},
    odata::edm,
    record::ENTITIES,
    schema::{EntityType, Kind},
};

/// The document.
pub(crate) fn document() -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<edmx:Edmx Version=\"4.0\" \
         xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"Microsoft.NAV\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n",
    );
    let mut enums: Vec<&'static EnumType> = Vec::new();
    for entity in ENTITIES {
        entity_type(&mut xml, entity, &mut enums);
    }
    for enumeration in enums {
        enum_type(&mut xml, enumeration);
    }
    for entity in ENTITIES {
        for action in entity.actions {
            add(
                &mut xml,
                format_args!(
                    "<Action Name=\"{action}\" IsBound=\"true\"><Parameter Name=\"bindingParameter\" \
                 Type=\"Microsoft.NAV.{}\" /></Action>\n",
                    entity.name
                ),
            );
        }
    }
    xml.push_str("<EntityContainer Name=\"NAV\">\n");
    for entity in ENTITIES {
        add(
            &mut xml,
            format_args!(
                "<EntitySet Name=\"{}\" EntityType=\"Microsoft.NAV.{}\" />\n",
                entity.set, entity.name
            ),
        );
    }
    xml.push_str("</EntityContainer>\n</Schema></edmx:DataServices></edmx:Edmx>\n");
    xml
}

fn entity_type(xml: &mut String, entity: &EntityType, enums: &mut Vec<&'static EnumType>) {
    add(
        xml,
        format_args!(
            "<EntityType Name=\"{}\"><Key><PropertyRef Name=\"id\" /></Key>\n",
            entity.name
        ),
    );
    for property in entity.properties {
        if let Kind::Enum(enumeration) = property.kind
            && !enums.iter().any(|known| known.name == enumeration.name)
        {
            enums.push(enumeration);
        }
        let detail = match property.kind {
            Kind::Text(limit) if limit > 0 => format!(" MaxLength=\"{limit}\""),
            Kind::Decimal => " Scale=\"Variable\"".to_owned(),
            _ if property.name == "id" => " Nullable=\"false\"".to_owned(),
            _ => String::new(),
        };
        add(
            xml,
            format_args!(
                "<Property Name=\"{}\" Type=\"{}\"{detail} />\n",
                property.name,
                edm(property.kind)
            ),
        );
    }
    for navigation in entity.navigations {
        let Some(target) = navigation.target else { continue };
        let target = format!("Microsoft.NAV.{target}");
        let target = if navigation.many { format!("Collection({target})") } else { target };
        add(
            xml,
            format_args!(
                "<NavigationProperty Name=\"{}\" Type=\"{target}\" ContainsTarget=\"true\" />\n",
                navigation.name
            ),
        );
    }
    xml.push_str("</EntityType>\n");
}

fn enum_type(xml: &mut String, enumeration: &EnumType) {
    add(xml, format_args!("<EnumType Name=\"{}\">\n", enumeration.name));
    for (value, caption) in enumeration.captions.iter().enumerate() {
        let name = member(caption);
        add(xml, format_args!("<Member Name=\"{name}\" Value=\"{value}\" />\n"));
    }
    xml.push_str("</EnumType>\n");
}

fn add(xml: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing into a String cannot fail.
    let _written = xml.write_fmt(text);
}
