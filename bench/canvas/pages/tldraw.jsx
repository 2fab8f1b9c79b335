import { createShapeId, Tldraw, toRichText } from '@tldraw/tldraw'
import '@tldraw/tldraw/tldraw.css'
import { createRoot } from 'react-dom/client'

/*
 * tldraw without changes, with its own notes. Changes of others are applied as by tldraw's sync:
 * one merge per frame.
 */
const COLOURS = ['yellow', 'light-green', 'light-blue', 'light-red']

function connect(editor) {
	window.board = {
		fill(cards) {
			editor.createShapes(
				cards.map(({ id, x, y, text }, index) => ({
					id: createShapeId(id),
					type: 'note',
					x,
					y,
					props: { richText: toRichText(text), color: COLOURS[index % COLOURS.length] },
				})),
			)
		},
		fit: () => editor.zoomToFit({ immediate: true }),
		move(places) {
			editor.store.mergeRemoteChanges(() => {
				editor.store.put(
					places.flatMap(({ id, x, y }) => {
						const shape = editor.getShape(createShapeId(id))
						return shape ? [{ ...shape, x, y }] : []
					}),
				)
			})
		},
	}
}

createRoot(document.getElementById('root')).render(<Tldraw onMount={connect} />)
