import type { WorkshopId } from '@charrette/shared'
import type { NodeAddress, NodeFigures } from '../../ports/PlacementStore.ts'

/**
 * The owners of workshops among the workers of one machine, in the memory of the process that
 * started them. It knows when a worker has ended, so that no clock is needed.
 */
export class LocalPlacement {
	readonly #nodes = new Map<string, { node: NodeAddress; figures: NodeFigures }>()
	readonly #owners = new Map<WorkshopId, string>()

	/** Registers a node, or takes its figures. Returns those of all nodes by their ids. */
	beat(node: NodeAddress, figures: NodeFigures): [string, NodeFigures][] {
		this.#nodes.set(node.id, { node, figures })
		return [...this.#nodes].map(([id, { figures }]) => [id, figures])
	}

	/** Returns the owner of a workshop, which is this node if there was none. */
	claim(workshop: WorkshopId, node: NodeAddress): NodeAddress {
		const owner = this.#nodes.get(this.#owners.get(workshop) ?? '')
		if (owner) return owner.node
		this.#owners.set(workshop, node.id)
		return node
	}

	giveUp(workshops: readonly WorkshopId[], node: NodeAddress): void {
		for (const workshop of workshops) if (this.#owners.get(workshop) === node.id) this.#owners.delete(workshop)
	}

	remove(node: NodeAddress): void {
		if (!this.#nodes.delete(node.id)) return
		for (const [workshop, owner] of this.#owners) if (owner === node.id) this.#owners.delete(workshop)
	}
}
