import { buildCard, putRecord, recordsOf, textOf } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, it } from 'vitest'
import { openCopies, STORES } from '../../../client/src/connection/copyDatabases.ts'
import { createRandom } from '../support/randomEdits.ts'
import { startServer, type TestServer } from '../support/startServer.ts'
import { until } from '../support/until.ts'
import { installBrowser } from './browser.ts'
import { Scene } from './Scene.ts'

let server: TestServer
let scene: Scene
beforeAll(async () => {
	installBrowser()
	server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
	scene = new Scene('a late copy', { random: createRandom(1), origins: [server.url] })
	await scene.open()
	return () => scene.close()
})

/** Keeps the database of the workshop busy, as a slow device does, until the result is called. */
async function occupyDatabase(): Promise<() => void> {
	const db = await openCopies(scene.facilitator.opened.workshop.id)
	const store = db.transaction(STORES, 'readwrite').objectStore('usage')
	let isBusy = true
	const occupy = async () => {
		while (isBusy) await store.get('usedAt')
		db.close()
	}
	void occupy()
	return () => {
		isBusy = false
	}
}

it('[ACK5a] [LEDGER1] edits of a former tab are saved, if the new one reads its copy after it has joined', async () => {
	const { host } = scene
	await scene.settle()
	// The server does not know the client id of the tab that edits.
	await host.reopen()
	host.network.cut()
	const card = buildCard('late', { x: 1, y: 1, index: 'a2' as never }, { text: 'Permits' })
	host.edit((records) => records.get('shape:marker')?.set('xy', [1, 1]))
	host.edit((records) => records.delete('shape:marker'))
	host.edit((records) => putRecord(records, card))
	let release = () => {}
	await until('the tab is closed, once it has stored its edits', async () => {
		release()
		release = await occupyDatabase()
		await host.reopen()
		return !host.isOpen()
	})
	host.network.restore()
	host.reconnect()
	await until('the board opens without its copy', () => host.isOpen())
	release()
	await scene.isCurrent(host)
	const [ana] = scene.devices.slice(1)
	await until('Ana has the card', () => textOf(recordsOf(ana?.doc() as never), 'shape:late')?.toString() === 'Permits')
})
