import { expect, it } from 'vitest'
import { readCopiedDrawing } from './copiedDrawing.ts'

const elements = [
	{ type: 'text', text: 'Permits\ntake long' },
	{ type: 'rectangle' },
	null,
	{ type: 'text', text: 'Money' },
]
const copied = JSON.stringify({ type: 'excalidraw/clipboard', elements, files: {} })

it('[PASTE6] elements copied in Excalidraw are a drawing, with their texts', async () => {
	const drawing = readCopiedDrawing(copied)
	expect(drawing?.texts).toBe('Permits take long\nMoney')
	expect(drawing?.file.name).toBe('Excalidraw.excalidraw')
	expect(await drawing?.file.text()).toBe(copied)
})

it('[PASTE6] any other text is none', () => {
	for (const text of [
		'',
		'Permits',
		'{"type":"other","elements":[]}',
		copied.slice(0, -2),
		'{"type":"excalidraw/clipboard"}',
	])
		expect(readCopiedDrawing(text)).toBeNull()
})
