import forceAtlas2 from "graphology-layout-forceatlas2";
postMessage(String(forceAtlas2));
