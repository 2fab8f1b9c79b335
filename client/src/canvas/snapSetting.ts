import { localStore } from '../connection/browserStorage.ts'
import { createObservable, type Observable } from '../connection/observable.ts'
import { LOCAL_KEYS } from '../connection/storageKeys.ts'

/**
 * Whether dragged shapes snap to the edges, centres and gaps of others: off until the person
 * switches it on in this browser. Ctrl or Cmd during a drag inverts it. The page has a single
 * setting, since tldraw reads a person's preferences before there is an editor.
 */
const isOn = createObservable(localStore.read(LOCAL_KEYS.snap) === 'on')

export const snapSetting: Observable<boolean> = isOn

export function setSnapping(isSnapping: boolean): void {
	localStore.write(LOCAL_KEYS.snap, isSnapping ? 'on' : 'off')
	isOn.set(isSnapping)
}
