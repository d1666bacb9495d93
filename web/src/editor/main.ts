// The SPARQL editor of the explorer (kg serve, /sparql): Yasgui for this server's endpoint alone. It asks no other
// server: prefixes and terms that it completes are those of the dataset's vocabulary, from /sparql/terms.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./editor.css";

interface Terms {
  prefixes: Record<string, string>;
  classes: string[];
  properties: string[];
}

function open(place: HTMLElement, terms: Terms): void {
  const { Yasqe, Yasr } = Yasgui;
  Yasqe.forkAutocompleter("prefixes", {
    name: "kg-prefixes",
    persistenceId: null,
    get: () => Object.entries(terms.prefixes).map(([name, iri]) => `${name}: <${iri}>`),
  });
  Yasqe.forkAutocompleter("class", { name: "kg-classes", persistenceId: null, bulk: true, get: () => terms.classes });
  Yasqe.forkAutocompleter("property", {
    name: "kg-properties",
    persistenceId: null,
    bulk: true,
    get: () => terms.properties,
  });
  Yasqe.defaults.autocompleters = ["kg-prefixes", "kg-classes", "kg-properties", "variables"];
  Yasr.defaults.prefixes = terms.prefixes;
  const endpoint = new URL(place.dataset["endpoint"] ?? "/sparql", location.href).href;
  const query = place.dataset["query"] ?? "";
  const editor = new Yasgui(place, {
    persistenceId: "kg",
    populateFromUrl: false,
    tabName: place.dataset["name"] ?? "Query",
    copyEndpointOnNewTab: true,
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] } as never,
    yasqe: { value: query, createShareableLink: shareLink, resizeable: true } as never,
  });
  if (!place.dataset["given"]) return;
  const tab = Yasgui.Tab.getDefaults(editor);
  editor.addTab(true, { ...tab, requestConfig: { ...tab.requestConfig, endpoint }, yasqe: { value: query } } as never);
}

/** The address of this page with the query in it. */
function shareLink(editor: { getValue(): string }): string {
  const address = new URL("/sparql", location.href);
  address.searchParams.set("text", editor.getValue());
  return address.href;
}

const place = document.getElementById("yasgui");
const plain = document.getElementById("plain-editor");
if (place) {
  void fetch("/sparql/terms", { headers: { Accept: "application/json" } })
    .then((answer) => answer.json() as Promise<Terms>)
    .then((terms) => {
      place.hidden = false;
      open(place, terms);
      if (plain) plain.hidden = true; // it stays where the script does not run
    });
}
