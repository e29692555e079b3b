import { COMPOSERS } from './compose.ts';
import { describeRouter } from './router-suite.ts';
import { startApolloGateway } from './routers.ts';

describeRouter({ compose: COMPOSERS['@apollo/composition'], start: startApolloGateway });
