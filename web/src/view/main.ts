import Sigma from "sigma";
import Graph from "graphology";
import "./view.css";
import Settler from "./layout.worker?worker&inline";
document.body.append(String(Graph), String(Sigma), String(Settler));
