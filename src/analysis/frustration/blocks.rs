//! Parts of a graph that one cycle can pass through: its biconnected blocks.

use crate::analysis::signed_graph::wiring::Wiring;

/// The edges of each biconnected block; bridges are left out, as no cycle passes a bridge.
///
/// Hopcroft and Tarjan (1973), without recursion. Blocks are sorted by their first edge, their
/// edges by index.
pub(super) fn blocks(wiring: &Wiring) -> Vec<Vec<usize>> {
    let nodes = wiring.nodes();
    let mut depth = vec![usize::MAX; nodes];
    let mut low = vec![0; nodes];
    let mut blocks = Vec::new();
    let mut edges: Vec<usize> = Vec::new();
    // the node, the edge that led to it, the next link to look at, the number of edges on the stack before it
    let mut path: Vec<(usize, usize, usize, usize)> = Vec::new();
    for first in 0..nodes {
        if depth[first] != usize::MAX {
            continue;
        }
        depth[first] = 0;
        low[first] = 0;
        path.push((first, usize::MAX, 0, 0));
        while let Some((node, by, next, before)) = path.pop() {
            let Some(&link) = wiring.links(node).get(next) else {
                let Some(&(parent, ..)) = path.last() else {
                    continue;
                };
                low[parent] = low[parent].min(low[node]);
                if low[node] >= depth[parent] {
                    let mut block = edges.split_off(before);
                    if block.len() > 1 {
                        block.sort_unstable();
                        blocks.push(block);
                    }
                }
                continue;
            };
            path.push((node, by, next + 1, before));
            if link.wire == by {
                continue;
            }
            if depth[link.to] == usize::MAX {
                depth[link.to] = depth[node] + 1;
                low[link.to] = depth[link.to];
                path.push((link.to, link.wire, 0, edges.len()));
                edges.push(link.wire);
            } else if depth[link.to] < depth[node] {
                edges.push(link.wire);
                low[node] = low[node].min(depth[link.to]);
            }
        }
    }
    blocks.sort_unstable();
    blocks
}
