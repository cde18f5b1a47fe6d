#include "report/html_page.h"

#include <filesystem>

#include "base/files.h"
#include "report/html_text.h"
#include "report/xml_text.h"

namespace assay::report {

pugi::xml_node add(pugi::xml_node parent, const char* name, std::string_view text) {
  pugi::xml_node node = parent.append_child(name);
  add_text(node, text);
  return node;
}

void set_attribute(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(xml_text(value).c_str());
}

void add_text(pugi::xml_node node, std::string_view text) {
  if (!text.empty()) node.append_child(pugi::node_pcdata).set_value(xml_text(text).c_str());
}

pugi::xml_node add_link(pugi::xml_node parent, std::string_view address, std::string_view text) {
  pugi::xml_node link = add(parent, "a", text);
  set_attribute(link, "href", address);
  return link;
}

pugi::xml_node add_classed(pugi::xml_node parent, const char* name, const char* class_name,
                           std::string_view text) {
  pugi::xml_node node = add(parent, name, text);
  node.append_attribute("class").set_value(class_name);
  return node;
}

std::string in_folder(const std::string& folder, std::string_view file) {
  const bool needs_slash = !folder.empty() && !folder.ends_with('/');
  return folder + (needs_slash ? "/" : "") + std::string(file);
}

pugi::xml_node begin_page(pugi::xml_document& document, std::string_view title) {
  pugi::xml_node html = document.append_child("html");
  html.append_attribute("lang").set_value("en");
  pugi::xml_node head = html.append_child("head");
  head.append_child("meta").append_attribute("charset").set_value("utf-8");
  pugi::xml_node viewport = head.append_child("meta");
  viewport.append_attribute("name").set_value("viewport");
  viewport.append_attribute("content").set_value("width=device-width, initial-scale=1");
  pugi::xml_node scheme = head.append_child("meta");
  scheme.append_attribute("name").set_value("color-scheme");
  scheme.append_attribute("content").set_value("light dark");
  add(head, "title", title);
  pugi::xml_node link = head.append_child("link");
  link.append_attribute("rel").set_value("stylesheet");
  link.append_attribute("href").set_value(std::string(kStyleSheetFile).c_str());
  return html.append_child("body").append_child("main");
}

pugi::xml_node add_table(pugi::xml_node parent, std::string_view caption,
                         std::initializer_list<std::string_view> columns) {
  pugi::xml_node box = add_classed(parent, "div", "table");
  // Who has no mouse scrolls with the keyboard.
  box.append_attribute("tabindex").set_value("0");
  box.append_attribute("role").set_value("region");
  box.append_attribute("aria-label").set_value(xml_text(caption).c_str());
  pugi::xml_node table = box.append_child("table");
  add(table, "caption", caption);
  table.append_child("thead").append_child("tr");
  pugi::xml_node body = table.append_child("tbody");
  for (const std::string_view column : columns) add_column(body, column);
  return body;
}

pugi::xml_node add_column(pugi::xml_node tbody, std::string_view text) {
  pugi::xml_node head = add(tbody.parent().child("thead").child("tr"), "th", text);
  set_attribute(head, "scope", "col");
  return head;
}

base::Status write_page(const std::string& file, const pugi::xml_document& document) {
  const std::filesystem::path path(file);
  const std::string sheet = (path.parent_path() / kStyleSheetFile).string();
  if (base::Status done = base::write_file(sheet, style_sheet()); !done) return done;
  return base::write_file(file, html_text(document));
}

}  // namespace assay::report
