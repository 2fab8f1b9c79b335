import { MinimapPanel } from '../bars/MinimapPanel.tsx'
import { ZoomControls } from '../bars/ZoomControls.tsx'

/** What one needs to look around on a board that cannot be changed. */
export function LookTools() {
	return (
		<>
			<MinimapPanel />
			<ZoomControls />
		</>
	)
}
