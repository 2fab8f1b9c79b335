import { expect, it } from 'vitest'
import { readCopiedDrawing } from './copiedDrawing.ts'
import { decompressLz } from './decompressLz.ts'

const elements = [
	{ type: 'text', text: 'Permits\ntake long' },
	{ type: 'rectangle' },
	null,
	{ type: 'text', text: 'Money' },
]
const copied = JSON.stringify({ type: 'excalidraw/clipboard', elements, files: {} })
/**
 * Two shapes and an arrow between them, as lz-string 1.5 compresses them in tldraw 3.15 and 5.1:
 * a note with two paragraphs, and a rectangle with a text of earlier releases.
 */
const COMPRESSED =
	'N4IgzgFghgDgpmEAuA2qALgT3gOSgWzmXGnhABoQBLAE2MljiSgpCzKRADsB7dIygA9kABkqZRlAE58o6Kjy6TqXGnGGcoARlYwoUuF3QBJOpz0BzJjFZUwAGR4BjANZwzAMygAbMHEo8ek5UWMhalDAyMIhIoE483jxSxAZ00lROEAAq6ujIGNhEnDTOrPFGhnmoBRwgelJQFg0wEGWK/EbIaGyFxPyCeZT9VSAACnBS+CGIAL4AujPkNUV1+o3NrZTlHVXd7CvDrIecgB3RgPfKAASA4IAg83eLIIToLLEzi8t4hPSkAtRmJIwkAAjI69ThWHisDQAFhEYhAEiQ8Jkz3kimUVFU6mIUAATLp9JVTMRLNZbA5nG5PD4/AEgiFEeE6lEYqAAO7IXFwyitJBablsXLEADyXDgFx4Hg8GSIDyeL2AbyWPVwBBWDDIlFo30BTlBtX0Mg5QmUiORsjRSiRWqxGhAUAAzASDEZieZGmStRTXO5kF5fP4QIEoMFQnyIiz8nK4M8o/NKEDMTRMRYYntCp8VonVCnbP9s8muBYkIghmD7VIjawPDJ8G6AfAkHqhjx6xqmCCI4FWYLJpifPRnlI8tHY693iq4JniAXc1r80mU0hfvscZWeMaQDWeHX/u2m0dW3ufsxdJHYr2plwB5xDHRRwq3nNpDw+ABlH6mNMNpgsSj7zsfwPZ9wEyOB8AVUCIHAqAADUJjABQrVxf84AARwAV0MJwEHyEB4nwAA6dBvBoBo2UIsB0CSIpoTeGYgA=='
const TWENTY_EIGHT = 'B418ZQ=='
const ASSETS = [{ typeName: 'asset', id: 'asset:a', type: 'image', props: { src: 'data:image/png;base64,AAAA' } }]

const read = (text: string, html = '') => readCopiedDrawing({ text, html })

it('[PASTE6] elements copied in Excalidraw are a drawing, with their texts', async () => {
	const drawing = read(copied)
	expect(drawing?.texts).toBe('Permits take long\nMoney')
	expect(drawing?.file.name).toBe('Excalidraw.excalidraw')
	expect(await drawing?.file.text()).toBe(copied)
})

it.each([
	['releases since 3.13', { version: 3, data: { assets: ASSETS, otherCompressed: COMPRESSED } }],
	['earlier releases', { version: 2, data: { ...JSON.parse(decompressLz(COMPRESSED, 5000) ?? ''), assets: ASSETS } }],
])('[PASTE6] shapes copied in tldraw are a drawing with arrows and images, by %s', async (_, data) => {
	const json = JSON.stringify({ type: 'application/tldraw', kind: 'content', ...data })
	const markup = `<meta charset='utf-8'><div data-tldraw>${json}</div>`
	for (const drawing of [read('Permits 许可 ć One office', markup), read(markup)]) {
		expect(drawing?.texts).toBe('Permits 许可 ć\nOne office')
		expect(drawing?.file.name).toBe('tldraw.tldr')
		const file = JSON.parse((await drawing?.file.text()) ?? '')
		const names = file.records.map(({ id }: { id: string }) => id)
		expect(file.tldrawFileFormatVersion).toBe(1)
		expect(names).toEqual(['shape:a', 'shape:b', 'shape:c', 'binding:s', 'binding:e', 'asset:a'])
	}
})

it('[PASTE6] any other text is none, also a damaged drawing', () => {
	const tldraw = (data: unknown) => `<div data-tldraw>${JSON.stringify({ type: 'application/tldraw', data })}</div>`
	for (const text of [
		'',
		'Permits',
		'{"type":"other","elements":[]}',
		copied.slice(0, -2),
		'{"type":"excalidraw/clipboard"}',
		'<div data-tldraw>Permits</div>',
		tldraw('shapes'),
		tldraw({ shapes: 3 }),
		tldraw({ otherCompressed: COMPRESSED.slice(0, -20) }),
		tldraw({ otherCompressed: 'N4IgzgFiBcoA' }),
	])
		expect(read(text)).toBeNull()
})

it('[PASTE6] a compressed text is read up to a length', () => {
	const letters = 'x'.repeat(28)
	expect(decompressLz(TWENTY_EIGHT, 28)).toBe(letters)
	expect(decompressLz(TWENTY_EIGHT, 27)).toBeNull()
})
