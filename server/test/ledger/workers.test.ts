import { describeLedger } from './describeLedger.ts'
import { startWorkers } from './topologies.ts'

describeLedger('workers', { start: startWorkers, seeds: 60 })
