import { CaptureUpdateAction, convertToExcalidrawElements, Excalidraw } from '@excalidraw/excalidraw'
import '@excalidraw/excalidraw/index.css'
import { createRoot } from 'react-dom/client'

/*
 * Excalidraw without changes; its notes are coloured rectangles with a text. Changes of others are
 * applied as in its own rooms.
 */
const COLOURS = ['#ffec99', '#b2f2bb', '#a5d8ff', '#ffc9c9']
const [WIDTH, HEIGHT] = [200, 112]

function connect(excalidraw) {
	const show = (elements) => excalidraw.updateScene({ elements, captureUpdate: CaptureUpdateAction.NEVER })
	window.board = {
		fill(cards) {
			const notes = cards.map(({ id, x, y, text }, index) => ({
				type: 'rectangle',
				id,
				x,
				y,
				width: WIDTH,
				height: HEIGHT,
				backgroundColor: COLOURS[index % COLOURS.length],
				fillStyle: 'solid',
				label: { text, fontSize: 16 },
			}))
			show(convertToExcalidrawElements(notes, { regenerateIds: false }))
		},
		fit: () => excalidraw.scrollToContent(undefined, { fitToContent: true, animate: false }),
		move(places) {
			const byId = new Map(places.map((place) => [place.id, place]))
			show(
				excalidraw.getSceneElementsIncludingDeleted().map((element) => {
					const place = byId.get(element.id) ?? byId.get(element.containerId)
					if (!place) return element
					const { version } = element
					// The text keeps its distance from the edges of its note.
					const inset = element.containerId ? { x: 10, y: 40 } : { x: 0, y: 0 }
					return { ...element, x: place.x + inset.x, y: place.y + inset.y, version: version + 1 }
				}),
			)
		},
	}
}

createRoot(document.getElementById('root')).render(<Excalidraw excalidrawAPI={connect} />)
