import { localStore } from '../connection/browserStorage.ts'
import { createObservable, type Observable } from '../connection/observable.ts'

const STORAGE_KEY = 'charrette.snap'

/**
 * Whether dragged shapes snap to the edges, centres and gaps of others: off until the person
 * switches it on in this browser. Ctrl or Cmd during a drag inverts it. The page has a single
 * setting, since tldraw reads a person's preferences before there is an editor.
 */
const isOn = createObservable(localStore.read(STORAGE_KEY) === 'on')

export const snapSetting: Observable<boolean> = isOn

export function setSnapping(isSnapping: boolean): void {
	localStore.write(STORAGE_KEY, isSnapping ? 'on' : 'off')
	isOn.set(isSnapping)
}
