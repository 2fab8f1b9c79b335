/** The list with another item at this place, or at the end. */
export function inserted<Item>(list: readonly Item[], item: Item, at = list.length): Item[] {
	return list.toSpliced(at, 0, item)
}

/** The list with the item of one place put at another. */
export function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
	const [item, ...none] = list.slice(from, from + 1)
	if (item === undefined || none.length > 0) return [...list]
	return inserted(list.toSpliced(from, 1), item, to)
}
