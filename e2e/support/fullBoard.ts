import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import { Actor } from './Actor.ts'
import { boardAsStock, type StockBoard } from './boardAsStock.ts'
import { fillBoard } from './fillBoard.ts'
import { type OpenedWorkshop, openByApi } from './openByApi.ts'
import type { Stack } from './startStack.ts'

/** A full board, and somebody at it. */
export interface Scene {
	workshop: OpenedWorkshop
	ana: Actor
	board: StockBoard
	ids: string[]
}

/** A person at a full board, and its document as the server has it beside them. */
export async function openScene(browser: Browser, stack: Stack, fill = fillBoard): Promise<Scene> {
	const workshop = await openByApi(stack.url)
	const board = await boardAsStock(stack.url, workshop.code)
	const ids = fill(board)
	const links = board.ids().filter((id) => board.record(id)?.['type'] === 'arrow' && id.startsWith('shape:'))
	await expect
		.poll(async () => {
			const content = await workshop.contentOf(workshop.board)
			return [content.cards.length, content.links.length]
		})
		.toEqual([ids.length, links.length])
	const ana = await Actor.enter(browser, 'Ana')
	await ana.join(stack.url, workshop.code, 'Dakar')
	await expect(ana.cards).toHaveCount(ids.length)
	await ana.hearsKeys()
	return { workshop, ana, board, ids }
}

/** Everybody leaves. */
export async function close({ ana, board }: Scene): Promise<void> {
	board.leave()
	await ana.page.context().close()
}

/** Where these cards lie, by the document. */
export const placesIn = (board: StockBoard, ids: readonly string[]) => ids.map((id) => board.record(id)?.['xy'])
