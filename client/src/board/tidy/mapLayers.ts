import type { TidyBlock, TidyLink } from './TidyBlock.ts'

/**
 * The columns of an obstacle–solution map, from left to right: cases, the obstacles they face, what causes those, the
 * solutions, and what carries these out. A note or question stands in the column of the first block it is linked to.
 * Blocks come in the order given. Empty columns are left out.
 */
export function mapLayers(blocks: readonly TidyBlock[], links: readonly TidyLink[]): TidyBlock[][] {
	const byId = new Map(blocks.map((block) => [block.id, block]))
	const isObstacle = (id: string) => byId.get(id)?.kind === 'obstacle'
	const effects = groupEnds(links.filter((link) => link.isCause && isObstacle(link.from) && isObstacle(link.to)))
	const depths = causeDepths(
		blocks.filter((block) => block.kind === 'obstacle').map(({ id }) => id),
		effects,
	)
	const deepest = Math.max(0, ...depths.values())
	const firstObstacles = 1
	const solutions = firstObstacles + deepest + 1

	const own = (block: TidyBlock): number | null => {
		if (block.kind === 'case') return 0
		if (block.kind === 'obstacle') return firstObstacles + (depths.get(block.id) ?? 0)
		if (block.kind === 'solution') return solutions
		return block.kind === 'question' || block.kind === 'note' ? null : solutions + 1
	}
	const neighbours = groupEnds([...links, ...links.map(({ from, to }) => ({ from: to, to: from }))])
	const columnOf = (block: TidyBlock): number => {
		const beside = (neighbours.get(block.id) ?? []).flatMap((id) => {
			const other = byId.get(id)
			return (other && own(other)) ?? []
		})
		return own(block) ?? beside[0] ?? solutions + 1
	}
	const columns: TidyBlock[][] = Array.from({ length: solutions + 2 }, () => [])
	for (const block of blocks) columns[columnOf(block)]?.push(block)
	return columns.filter((column) => column.length > 0)
}

/** How many obstacles lie between each one and the last of what it causes; a ring of causes is cut where it closes. */
function causeDepths(ids: readonly string[], effects: ReadonlyMap<string, readonly string[]>): Map<string, number> {
	const depths = new Map<string, number>()
	const open = new Set<string>()
	const depthOf = (id: string): number => {
		const known = depths.get(id)
		if (known !== undefined) return known
		open.add(id)
		const next = (effects.get(id) ?? []).filter((effect) => !open.has(effect))
		const depth = Math.max(-1, ...next.map(depthOf)) + 1
		open.delete(id)
		depths.set(id, depth)
		return depth
	}
	for (const id of ids) depthOf(id)
	return depths
}

/** The `to` of all links by their `from`. */
export function groupEnds(links: readonly { from: string; to: string }[]): Map<string, string[]> {
	const ends = new Map<string, string[]>()
	for (const { from, to } of links) {
		const known = ends.get(from)
		if (known) known.push(to)
		else ends.set(from, [to])
	}
	return ends
}
